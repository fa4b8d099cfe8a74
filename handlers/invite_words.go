package handlers

// The sentences of inviting and revoking.
var (
	chooseRole        = T("Mời tham gia với vai trò nào?", "Invite somebody as what?")
	inviteRoleAwaited = T("Đề nghị đồng chí bấm chọn vai trò, ví dụ: Cán bộ đầu mối.", "Please choose a role, for example: Focal point.")
	unitsEmpty        = T("Chưa có cán bộ đầu mối (%s): %s.", "Without a focal point (%s): %s.")
	revokeRole        = T("Thu hồi vai trò", "Revoke a role")
	chooseUnitFor     = T("Mời với vai trò <b>%s</b>. Của đơn vị nào? Bấm chọn, hoặc gõ một phần tên đơn vị.", "To be invited as <b>%s</b>. Of which unit? Press it, or type a part of its name.")
	unitStaffed       = T("%s (%s)", "%s (%s)")
	unitEmpty         = T("%s (chưa có ai)", "%s (nobody yet)")
	personNoun        = T("người", "person|people")
	letter            = T(
		"<b>THƯ MỜI</b>\nTrân trọng mời đồng chí tham gia bot của <b>%s</b> với vai trò: <b>%s</b>.\n\n%s\n\nThư mời dùng được một lần, đến %s. Đề nghị đồng chí không chuyển cho người khác.\nTrân trọng.",
		"<b>INVITATION</b>\nYou are invited to the bot of <b>%s</b> as: <b>%s</b>.\n\n%s\n\nThis invitation works once, until %s. Please do not pass it on.")
	wayLink     = T("Bấm vào đường dẫn: %s", "Press this link: %s")
	wayTyped    = T("Hoặc mở @%s và gửi mã: %s", "Or open @%s and send the code: %s")
	wayNameless = T("Mở bot của khối và gửi mã: %s", "Open the bloc's bot and send the code: %s")
	letterMade  = T(
		"Đề nghị đồng chí chuyển tiếp thư mời ở trên cho người được mời. Bot sẽ báo khi người ấy tham gia. Thư mời hết hiệu lực lúc %s.",
		"Please forward the invitation above to the person. You will be told when they join. It expires on %s.")
	inviteMore    = T("Mời tiếp", "Invite another")
	dropLetter    = T("Hủy thư mời này", "Cancel this invitation")
	letterDropped = T("Đã hủy thư mời: %s.", "The invitation is cancelled: %s.")
	letterGone    = T("Thư mời này đã được sử dụng, đã hủy hoặc đã hết hiệu lực.", "This invitation was used, cancelled or has expired.")
	allReached    = T("Hiện bot liên lạc được với tất cả mọi người.", "Everybody can be reached.")
	lostHead      = T("<b>Không liên lạc được qua Telegram</b>", "<b>Out of reach on Telegram</b>")
	lostLine      = T("– %s (%s%s), từ %s", "– %s (%s%s), since %s")

	choosePerson  = T("Thu hồi vai trò của ai? Bấm chọn, hoặc gõ một phần tên.", "Whose role is to be revoked? Press the person, or type a part of the name.")
	peopleAwaited = T("Đề nghị đồng chí bấm chọn, hoặc gõ một phần họ tên, ví dụ: hoa.", "Please choose somebody, or type a part of a name, for example: hoa.")
	nobodyFound   = T("Không có ai đang giữ vai trò mà tên chứa “%s”.", "Nobody with a role has a name with “%s”.")
	noSuchPerson  = T("Người này hiện không giữ vai trò nào.", "This person holds no role now.")
	chooseTaken   = T("Đồng chí <b>%s</b> (%s) đang giữ các vai trò dưới đây. Thu hồi vai trò nào?", "<b>%s</b> (%s) holds the roles below. Which one is to be revoked?")
	revokeAwaited = T("Đề nghị đồng chí bấm chọn vai trò cần thu hồi, hoặc “Không thu hồi”.", "Please choose the role to be revoked, or “Do not revoke”.")
	askSure       = T(
		"Thu hồi vai trò <b>%s</b> của đồng chí <b>%s</b>? Đồng chí ấy sẽ không làm được việc của vai trò này nữa; những gì đã nộp vẫn giữ nguyên.",
		"Revoke the role <b>%s</b> of <b>%s</b>? They will no longer be able to act in it; what was handed in stays.")
	sureAwaited   = T("Đề nghị đồng chí bấm hoặc gõ “Thu hồi” hay “Không thu hồi”.", "Please press or type “Revoke” or “Do not revoke”.")
	doNotRevoke   = T("Không thu hồi", "Do not revoke")
	notRevoked    = T("Không thay đổi vai trò nào.", "No role was changed.")
	roleRevoked   = T("Đã thu hồi vai trò %s của đồng chí %s.", "The role %s of %s is revoked.")
	yourRoleGone  = T("Vai trò %s của đồng chí đã được thu hồi. Nếu có nhầm lẫn, đề nghị đồng chí liên hệ thường trực khối.", "Your role %s was revoked. If this is a mistake, please speak to the standing desk.")
	lastSecretary = T("Đây là thường trực duy nhất của khối nên không thể thu hồi. Đề nghị đồng chí mời thường trực khác trước: /moi", "This is the only secretary of the bloc and cannot be revoked. Please invite another one first: /invite")
	mayNotRevoke  = T("Vai trò này chỉ do lãnh đạo khối hoặc quản trị bot thu hồi.", "This role can be revoked only by a leader or the administrator.")
)
