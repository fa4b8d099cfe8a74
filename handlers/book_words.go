package handlers

import "thidua/handlers/document"

// bookWords is the sentence for what keeps a whole workbook from being read; its
// argument is the file's name.
func bookWords(problem string) Text {
	if s, ok := bookProblemsWhole[problem]; ok {
		return s
	}
	return bookProblemsWhole[document.WrongType]
}

var bookProblemsWhole = map[string]Text{
	document.WrongType: T("Tệp “%s” không phải bảng Excel (.xlsx) nên không đọc được; bảng đang lưu không thay đổi. Nếu là tệp .xls, .ods hay PDF, đề nghị đồng chí lưu lại ở dạng .xlsx rồi gửi lại.",
		"“%s” is no Excel workbook (.xlsx) and cannot be read; nothing was changed. If it is .xls, .ods or PDF, please save it as .xlsx and send it again."),
	document.Empty:   T("Tệp “%s” rỗng; bảng đang lưu không thay đổi. Đề nghị đồng chí lưu lại rồi gửi lại.", "“%s” is empty; nothing was changed. Please save it and send it again."),
	document.Damaged: T("Tệp “%s” bị hỏng, không mở được; bảng đang lưu không thay đổi. Đề nghị đồng chí mở thử trên máy, lưu lại ở dạng .xlsx rồi gửi lại.", "“%s” is damaged and cannot be opened; nothing was changed. Please open it, save it as .xlsx and send it again."),
	"unreadable":     T("Bot không đọc được tệp “%s”; bảng đang lưu không thay đổi. Đề nghị đồng chí tải bảng mới và chép số liệu sang.", "“%s” could not be read; nothing was changed. Please fetch a new file and copy the figures."),
	"too-big":        T("Tệp “%s” quá lớn nên không tải về được; bảng chấm điểm thường dưới 1 MB. Đề nghị đồng chí bỏ hình ảnh chèn thêm rồi gửi lại.", "“%s” is too large to be fetched; a score sheet has less than 1 MB. Please take out pictures and send it again."),
	"gone":           T("Không tải được tệp “%s” từ Telegram; bảng đang lưu không thay đổi. Đề nghị đồng chí gửi lại.", "“%s” could not be fetched from Telegram; nothing was changed. Please send it again."),
	document.Macro: T("Tệp “%s” có macro nên không đọc; bảng đang lưu không thay đổi. Đề nghị đồng chí lưu lại ở dạng .xlsx (không macro) rồi gửi lại.",
		"“%s” holds macros and is not read; nothing was changed. Please save it as .xlsx (without macros) and send it again."),
	document.Encrypted: T("Tệp “%s” đặt mật khẩu nên không đọc được; bảng đang lưu không thay đổi. Đề nghị đồng chí gỡ mật khẩu rồi gửi lại.", "“%s” is locked with a password and cannot be read; nothing was changed. Please remove the password and send it again."),
	document.Bomb: T("Tệp “%s” chứa nhiều dữ liệu bất thường (quá nhiều ô hoặc nén bất thường) nên không đọc; bảng đang lưu không thay đổi. Đề nghị đồng chí tải bảng mới và chép số liệu sang.",
		"“%s” holds far more than a score sheet (too many cells or packed in an unusual way) and is not read; nothing was changed. Please fetch a new file and copy the figures."),
	document.Executable: T("Tệp “%s” có chương trình bên trong nên không đọc; bảng đang lưu không thay đổi. Đề nghị đồng chí gửi đúng bảng đã tải từ bot.", "“%s” has a program inside and is not read; nothing was changed. Please send the file fetched from the bot."),
	document.SheetNotOurs: T("Tệp “%s” không phải Bảng chấm điểm do bot lập (thiếu mã bảng); bảng đang lưu không thay đổi. Đề nghị đồng chí điền vào bảng tải từ bot; nếu là minh chứng, mời đồng chí mở tiêu chí rồi gửi ở đó.",
		"“%s” is no score sheet made by the bot (its code is missing); nothing was changed. Please fill in the file fetched from the bot; if it is evidence, open the criterion and send it there."),
	document.SheetForged: T("Mã bảng trong tệp “%s” đã bị sửa nên không đọc; bảng đang lưu không thay đổi. Đề nghị đồng chí tải bảng mới và chép số liệu sang.", "The code in “%s” was changed, so it is not read; nothing was changed. Please fetch a new file and copy the figures."),
	document.SheetOtherCampaign: T("Tệp “%s” là bảng chấm điểm của năm khác hoặc khối khác; bảng đang lưu không thay đổi. Đề nghị đồng chí tải bảng của năm nay.",
		"“%s” is a score sheet of another year or bloc; nothing was changed. Please fetch this year's."),
	document.SheetWrongUnit:   T("Tệp “%s” là bảng chấm điểm của đơn vị khác, không phải đơn vị của đồng chí; không có gì được ghi. Đề nghị đồng chí gửi bảng của đơn vị mình.", "“%s” is the score sheet of another unit, not of yours; nothing was written. Please send your own unit's."),
	document.SheetWrongAuthor: T("Tệp “%s” là bảng thẩm định của thường trực, không phải bảng tự chấm; không có gì được ghi.", "“%s” is the desk's appraisal, no self-score sheet; nothing was written."),
	document.SheetOldPlan: T("Tệp “%s” được lập theo bản kế hoạch hoặc phiên bản bảng chấm điểm cũ; không có gì được ghi. Đề nghị đồng chí tải bảng mới và chép số liệu sang.",
		"“%s” was made under an older plan or version of the score sheet; nothing was written. Please fetch a new file and copy the figures."),
	bookSealed:  T("Bảng chấm điểm của đơn vị đã được gửi, nay chỉ xem được, nên tệp “%s” không được đọc.", "Your unit's score sheet was handed in and can no longer be changed, so “%s” is not read."),
	bookNotDesk: T("Tệp “%s” là bảng thẩm định toàn khối, chỉ thường trực và lãnh đạo khối gửi được; không có gì được ghi.", "“%s” is the appraisal of the whole bloc, which only its desk and leaders may send; nothing was written."),
}

// bookNotDesk: the bloc's workbook from somebody who does not appraise.
const bookNotDesk = "book-not-desk"

// cellProblems are the sentences for one cell; their arguments are where it
// stands and what is written there.
var cellProblems = map[string]Text{
	document.SheetMovedRow:    T("%s: dòng đã bị đổi chỗ, thêm hoặc xóa (tại đó nay là “%s”); tiêu chí này không lấy.", "%s: rows were moved, added or removed (“%s” stands there now); this criterion is not taken."),
	document.SheetChangedCell: T("%s: ô khóa đã bị sửa thành “%s”; tiêu chí này không lấy.", "%s: a locked cell was changed to “%s”; this criterion is not taken."),
	document.SheetStrayCell:   T("%s: có nội dung “%s” ở ngoài các ô cần điền; không lấy.", "%s: “%s” stands outside the cells to be filled in; not taken."),
	document.SheetFormula:     T("%s: ô có công thức, không phải con số (đang hiện “%s”); không lấy. Đề nghị nhập con số.", "%s: a formula, not a figure (it shows “%s”); not taken. Please type the figure."),
	document.SheetBadValue:    T("%s: “%s” không dùng được; không lấy.", "%s: “%s” cannot be used; not taken."),
	document.SheetBadApplies:  T("%s: cột “Không áp dụng” ghi “%s” không dùng được ở tiêu chí này; không lấy.", "%s: “%s” cannot stand in the column “Không áp dụng” here; not taken."),
	document.SheetBoth:        T("%s: vừa có điểm “%s” vừa chọn “Không áp dụng”; không lấy. Đề nghị chỉ giữ một.", "%s: both a figure “%s” and “Không áp dụng”; not taken. Please keep one."),
	document.SheetNoReason:    T("%s: chọn “Không áp dụng” phải ghi lý do từ 10 ký tự (đang có “%s”); không lấy.", "%s: “Không áp dụng” needs a reason of at least 10 characters (there is “%s”); not taken."),
	document.SheetLongReason:  T("%s: lý do dài quá 500 ký tự (“%s…”); không lấy.", "%s: the reason has more than 500 characters (“%s…”); not taken."),
	document.SheetPercent:     T("%s: “%s” có thể là 0,97 thay cho 97 phần trăm; không lấy. Đề nghị nhập 97, không kèm dấu phần trăm.", "%s: “%s” may be 0.97 where 97 percent is meant; not taken. Please type 97, without the percent sign."),
	document.SheetTextNumber:  T("%s: con số “%s” ở dạng chữ, vẫn được hiểu là số.", "%s: the number “%s” is text; it is taken as a number."),
	document.SheetStale:       T("%sBảng trong bot đã có thay đổi sau khi tệp này được lập%s; chỉ những ô đồng chí sửa trong tệp mới được đề nghị ghi.", "%sThe sheet was changed in the chat after this file was made%s; only the cells you changed in the file are proposed."),
	document.SheetForged:      T("%s: mã bảng của trang này đã bị sửa; không lấy.%s", "%s: the code of this sheet was changed; not taken.%s"),
	document.SheetNotOurs:     T("%s: trang này không có mã bảng; không lấy.%s", "%s: this sheet has no code; not taken.%s"),
	bookOwnUnit:               T("%s: đơn vị của đồng chí do người khác thẩm định; không lấy%s.", "%s: your own unit is appraised by others; not taken%s."),
	reasonMissing:             T("%s: mức thẩm định khác mức tự chấm (“%s”) nhưng chưa có lý do từ 10 ký tự; không lấy.", "%s: it differs from the self-score (“%s”) without a reason of at least 10 characters; not taken."),
}

// reasonMissing: an appraised value other than the unit's own, without a reason.
const reasonMissing = "book-reason-missing"
