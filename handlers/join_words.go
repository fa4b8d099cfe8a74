package handlers

// The sentences of joining.
var (
	greeting = T(
		"Kính chào đồng chí. Đây là bot của <b>%s</b>, phục vụ phong trào thi đua năm %d: nhắc hạn, tiếp nhận báo cáo và bảng chấm điểm của các đơn vị.\n\nNếu có mã mời (8 ký tự), đề nghị đồng chí nhập ngay tại đây. Nếu có đường dẫn trong thư mời, chỉ cần bấm vào đường dẫn đó.",
		"Welcome. This is the bot of <b>%s</b> for the emulation year %d: it reminds of deadlines and takes in the units' reports and score sheets.\n\nIf you have an invitation code (8 characters), please type it here. If you have a link in an invitation, just press the link.")
	codeAwaited = T(
		"Đề nghị đồng chí nhập mã mời gồm 8 chữ và số, ví dụ: K7MP2QXD; hoặc bấm “Chưa có mã mời”.",
		"Please type the invitation code of 8 letters and digits, for example: K7MP2QXD; or press “I have no code”.")
	noCode        = T("Chưa có mã mời", "I have no code")
	inEnglish     = T("English", "English")
	inVietnamese  = T("Tiếng Việt", "Tiếng Việt")
	chooseOwnUnit = T(
		"Đồng chí thuộc đơn vị nào? Bấm chọn, hoặc gõ một phần tên đơn vị (không cần dấu). Thường trực khối sẽ xem và trả lời yêu cầu của đồng chí.",
		"Which unit are you from? Press it, or type a part of its name (marks are not needed). The standing desk will answer your request.")
	unitAwaited = T(
		"Đề nghị đồng chí chọn đơn vị, hoặc gõ một phần tên, ví dụ: thanh tra.",
		"Please choose a unit, or type a part of its name, for example: thanh tra.")
	invitedAs     = T("Đồng chí được mời tham gia với vai trò: <b>%s</b>.", "You are invited as: <b>%s</b>.")
	consentNotice = T(
		"%s<b>Thông báo về dữ liệu cá nhân</b> (phiên bản %s)\n"+
			"– Thu thập: họ tên, chức vụ, đơn vị, mã tài khoản Telegram%s.\n"+
			"– Để làm gì: liên lạc, nhắc việc và ghi nhận ai đã nộp, ai đã chấm trong năm thi đua %d; không dùng vào việc khác.\n"+
			"– Ai thấy: thường trực, lãnh đạo khối và cán bộ của đơn vị đồng chí; trong danh bạ của Khối mọi người tham gia thấy họ tên, chức vụ, số điện thoại che bớt. Tin nhắn đi qua máy chủ của Telegram ở nước ngoài.\n"+
			"– Lưu bao lâu: trong thời gian đồng chí giữ vai trò, sau đó đến khi đồng chí yêu cầu xóa hoặc hết thời hạn lưu. Sổ đến và nhật ký chỉ giữ bí danh, không giữ tên.\n"+
			"– Quyền của đồng chí: xem, sửa, tải về tại /dulieucuatoi; rút lại sự đồng ý và xóa bất cứ lúc nào tại /xoadulieu.\n\n"+
			"Không gửi tài liệu có nội dung bí mật nhà nước qua bot.\n\nĐồng chí có đồng ý không?",
		"%s<b>Notice on personal data</b> (version %s)\n"+
			"– What is kept: name, position, unit, Telegram account number%s.\n"+
			"– What for: to reach you, to remind you, and to record who handed in and who scored in the emulation year %d; for nothing else.\n"+
			"– Who sees it: the standing desk, the bloc's leadership and the people of your unit; in the bloc's directory everybody who takes part sees name, position and a masked phone number. Messages pass through Telegram's servers abroad.\n"+
			"– How long: while you hold a role, then until you ask for erasure or the term ends. The register and the audit keep a pseudonym, not your name.\n"+
			"– Your rights: see, correct and download it with /mydata; withdraw your consent and have it erased at any time with /erase.\n\n"+
			"Never send state secrets through the bot.\n\nDo you agree?")
	phoneOptional  = T(", số điện thoại (không bắt buộc)", ", phone number (optional)")
	phoneRequired  = T(", số điện thoại", ", phone number")
	agree          = T("Đồng ý", "I agree")
	disagree       = T("Không đồng ý", "I do not agree")
	consentAwaited = T(
		"Đề nghị đồng chí bấm hoặc gõ “Đồng ý” hay “Không đồng ý”.",
		"Please press or type “I agree” or “I do not agree”.")
	nothingStored = T(
		"Bot không lưu thông tin nào của đồng chí. Khi cần tham gia, mời đồng chí bấm /start hoặc mở lại đường dẫn trong thư mời.",
		"Nothing about you was stored. To join later, press /start or open the link in the invitation again.")
	noNewRole = T(
		"Đồng chí chưa đồng ý nên không nhận thêm vai trò. Các vai trò đang có không thay đổi.",
		"You did not agree, so no role was added. The roles you hold stay as they are.")
	askName = T(
		"Họ và tên của đồng chí?",
		"What is your full name?")
	useName     = T("Dùng tên: %s", "Use: %s")
	nameAwaited = T(
		"Đề nghị đồng chí nhập họ và tên bằng chữ, không quá 60 ký tự, ví dụ: Nguyễn Văn An.",
		"Please type your full name in letters, at most 60 characters, for example: Nguyễn Văn An.")
	askPosition = T(
		"Chào đồng chí %s. Chức vụ của đồng chí? Ví dụ: Phó Chánh Văn phòng.",
		"Thank you, %s. What is your position? For example: Deputy Chief of Office.")
	positionAwaited = T(
		"Đề nghị đồng chí nhập chức vụ bằng chữ, không quá 100 ký tự, ví dụ: Phó Chánh Văn phòng.",
		"Please type your position, at most 100 characters, for example: Deputy Chief of Office.")
)
