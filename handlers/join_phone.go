package handlers

import (
	"strings"
)

// The step that asks for the own phone. Only a card Telegram vouches for is
// taken: a typed number proves nothing, and somebody else's is not ours to keep.

func showPhone(t *Turn) {
	if t.Set.AskPhone == "required" {
		t.ShowContact(t.S(askPhoneRequired), sharePhone.plain(t.Lang()))
		return
	}
	t.ShowContact(t.S(askPhoneOptional), sharePhone.plain(t.Lang()), Row(t.B("skip", skipPhone)))
}

func pressPhone(t *Turn, _ string) {
	if t.Set.AskPhone == "required" { // changed since the button was shown
		t.Go("phone")
		return
	}
	t.CloseKeyboard(t.S(phoneSkipped))
	t.Go("name")
}

func saidPhone(t *Turn, text string) {
	if looksLikePhone(text) {
		t.Say(t.S(phoneTyped))
		return
	}
	t.Say(t.S(phoneAwaited))
}

func sharedPhone(t *Turn, s Shared) {
	switch {
	case s.Forwarded || s.User != t.Actor.ID:
		t.Say(t.S(phoneOfAnother))
	case phoneDigits(s.Phone) == "":
		t.Say(t.S(phoneAwaited))
	default:
		t.Keep("phone", phoneDigits(s.Phone))
		t.CloseKeyboard(t.S(phoneKept, maskPhone(phoneDigits(s.Phone))))
		t.Go("name")
	}
}

// phoneDigits keeps a number as "+84912000001"; "" when it is none.
func phoneDigits(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if len(digits) < 6 || len(digits) > 15 {
		return ""
	}
	if strings.HasPrefix(digits, "0") {
		return digits
	}
	return "+" + digits
}

// looksLikePhone reports whether text is a number with its usual separators.
func looksLikePhone(text string) bool {
	return strings.Trim(text, "0123456789+-. ()") == "" && phoneDigits(text) != ""
}

// maskPhone shows the last three digits only, for lists and confirmations.
func maskPhone(phone string) string {
	if len(phone) < 6 {
		return ""
	}
	return "•••" + phone[len(phone)-3:]
}

var (
	askPhoneOptional = T(
		"Đồng chí có muốn chia sẻ số điện thoại để thường trực khối liên hệ khi cần không? Bấm nút hiện ở phía dưới; không bắt buộc.",
		"Would you share your phone number, so that the standing desk can call you when needed? Press the key below; it is optional.")
	askPhoneRequired = T(
		"Đề nghị đồng chí chia sẻ số điện thoại của mình để thường trực khối liên hệ khi cần: bấm nút hiện ở phía dưới.",
		"Please share your phone number, so that the standing desk can call you when needed: press the key below.")
	sharePhone   = T("Chia sẻ số điện thoại của tôi", "Share my phone number")
	skipPhone    = T("Bỏ qua", "Skip")
	phoneSkipped = T("Đã bỏ qua số điện thoại.", "No phone number is kept.")
	phoneKept    = T("Đã nhận số điện thoại %s.", "The phone number %s is received.")
	phoneTyped   = T(
		"Số gõ tay không được nhận vì không xác minh được. Đề nghị đồng chí bấm nút “Chia sẻ số điện thoại của tôi”.",
		"A typed number is not taken, because it cannot be verified. Please press “Share my phone number”.")
	phoneOfAnother = T(
		"Đây không phải số điện thoại của tài khoản đồng chí nên không được nhận. Đề nghị đồng chí bấm nút “Chia sẻ số điện thoại của tôi”.",
		"This is not the phone number of your own account, so it is not taken. Please press “Share my phone number”.")
	phoneAwaited = T(
		"Đề nghị đồng chí bấm nút “Chia sẻ số điện thoại của tôi” ở dưới, hoặc “Bỏ qua” nếu có.",
		"Please press “Share my phone number” below, or “Skip” where it is offered.")
)
