package handlers

// doing is how the sentence of an action goes on after the name; its one
// argument, where it has one, is what it was done to.
type doing struct {
	group string
	text  Text
	// object says that the sentence names what it was done to.
	object bool
	// self is the sentence where somebody did it to themselves; zero = the same.
	self Text
}

// doings is every action that is noted anywhere; a test holds it to the code.
var doings = map[string]doing{
	"hand-in":            {group: "reports", text: T("nộp %s", "handed in %s"), object: true},
	"confirm":            {group: "reports", text: T("xác nhận nộp %s", "confirmed the hand-in of %s"), object: true},
	"withdraw":           {group: "reports", text: T("rút lại %s", "withdrew %s"), object: true},
	"refuse-secret":      {group: "reports", text: T("gửi một tệp có dấu hiệu mật; bot không nhận và không lưu", "sent a file marked secret; it was refused and not kept")},
	"open-file":          {group: "reports", text: T("mở tệp của %s", "opened a file of %s"), object: true},
	"nudge":              {group: "reports", text: T("đôn đốc %s", "nudged about %s"), object: true},
	"acknowledge":        {group: "reports", text: T("xác nhận đã nắm thông báo", "acknowledged an announcement")},
	"ask-extension":      {group: "reports", text: T("đề nghị gia hạn %s", "asked for more time for %s"), object: true},
	"withdraw-extension": {group: "reports", text: T("rút đề nghị gia hạn %s", "withdrew the request for more time for %s"), object: true},
	"refuse-extension":   {group: "reports", text: T("từ chối đề nghị gia hạn %s", "refused more time for %s"), object: true},
	"group-code":         {group: "people", text: T("lấy mã kết nối nhóm", "got a code to bind a group")},
	"group-bind":         {group: "people", text: T("kết nối nhóm chung", "bound the group")},
	"group-unbind":       {group: "people", text: T("ngừng kết nối nhóm chung", "unbound the group")},
	"group-lost":         {group: "people", text: T("ghi nhận bot không còn ở trong nhóm chung", "noted that the bot is no longer in the group")},
	"group-back":         {group: "people", text: T("đưa bot trở lại nhóm chung", "put the bot back into the group")},
	"group-moved":        {group: "people", text: T("ghi nhận nhóm chung được nâng cấp", "noted that the group was upgraded")},
	"extend":             {group: "reports", text: T("gia hạn %s", "gave more time for %s"), object: true},
	"extension-back":     {group: "reports", text: T("rút gia hạn đã cho: %s", "took an extension back: %s"), object: true},
	"report":             {group: "reports", text: T("lấy %s", "took out %s"), object: true},
	"explain":            {group: "scores", text: T("gửi giải trình về %s", "sent an explanation about %s"), object: true},
	"escalate":           {group: "scores", text: T("kiến nghị lãnh đạo khối xem lại %s", "asked the leaders to look again at %s"), object: true},
	"explain-over":       {group: "scores", text: T("ghi nhận hết thời gian giải trình", "noted that the time for explanations is over")},
	"answer-explanation": {group: "scores", text: T("trả lời giải trình về %s", "answered the explanation about %s"), object: true},
	"answers-sealed":     {group: "scores", text: T("chốt trả lời giải trình về %s", "sealed the answers about %s"), object: true},
	"appraise":           {group: "scores", text: T("thẩm định tiêu chí %s", "appraised criterion %s"), object: true},
	"appraise-rest":      {group: "scores", text: T("chấp nhận như tự chấm các tiêu chí còn lại", "accepted the remaining criteria as declared")},
	"cross-score":        {group: "scores", text: T("chấm chéo tiêu chí %s", "scored criterion %s of another unit"), object: true},
	"cross-rest":         {group: "scores", text: T("đồng ý mức tự chấm các tiêu chí còn lại khi chấm chéo", "agreed with the remaining criteria of another unit as declared")},
	"cross-sealed":       {group: "scores", text: T("gửi kết quả chấm chéo", "handed in the scores for another unit")},
	"second-opinion":     {group: "scores", text: T("nêu ý kiến thứ hai về tiêu chí %s", "gave a second opinion on criterion %s"), object: true},
	"settle-opinion":     {group: "scores", text: T("thống nhất mức thẩm định tiêu chí %s", "settled what appraisers differed about on criterion %s"), object: true},
	"appraisal-sealed":   {group: "scores", text: T("chốt thẩm định Bảng chấm điểm", "sealed the appraisal")},
	"sheet-sealed":       {group: "scores", text: T("chốt Bảng chấm điểm", "sealed the score sheet")},
	"record":             {group: "scores", text: T("ghi nhận %s", "recorded %s"), object: true},
	"unrecord":           {group: "scores", text: T("rút lại ghi nhận %s", "took back the record %s"), object: true},
	"close":              {group: "reports", text: T("chốt tiếp nhận %s", "closed %s"), object: true},
	"vote":               {group: "scores", text: T("ghi kết quả bỏ phiếu của hội nghị", "recorded the conference's vote")},
	"choose-equal":       {group: "scores", text: T("chọn giữa các đơn vị bằng nhau: %s", "chose among equal units: %s"), object: true},
	"propose":            {group: "scores", text: T("xác nhận danh sách đề nghị khen thưởng", "confirmed the proposals")},
	"target":             {group: "reports", text: T("đăng ký, sửa chỉ tiêu số %s", "registered or changed target %s"), object: true},
	"drop-target":        {group: "reports", text: T("rút chỉ tiêu số %s", "took back target %s"), object: true},
	"report-target":      {group: "reports", text: T("báo cáo kết quả chỉ tiêu số %s", "reported on target %s"), object: true},
	"close-targets":      {group: "reports", text: T("chốt đăng ký chỉ tiêu", "closed the registering of targets")},
	"reopen-targets":     {group: "reports", text: T("mở lại đăng ký chỉ tiêu", "opened the registering of targets again")},
	"gathering":          {group: "reports", text: T("thông báo hoạt động chung số %s", "announced joint activity %s"), object: true},
	"attendance":         {group: "reports", text: T("ghi việc tham gia hoạt động số %s", "noted who took part in activity %s"), object: true},
	"inspect":            {group: "reports", text: T("ghi cuộc kiểm tra số %s", "noted inspection %s"), object: true},
	"put-right":          {group: "reports", text: T("báo cáo khắc phục sau kiểm tra số %s", "answered inspection %s"), object: true},
	"hold":               {group: "scores", text: T("tạm dừng xét đơn vị", "put the unit on hold")},
	"unrank":             {group: "scores", text: T("ghi đơn vị không xếp hạng", "marked the unit as not ranked")},
	"lift-hold":          {group: "scores", text: T("cho xét lại đơn vị", "ended the hold of the unit")},
	"ask-withdrawal":     {group: "scores", text: T("đề nghị cho đơn vị rút khỏi xét thi đua", "asked that the unit be left out")},
	"sign-withdrawal":    {group: "scores", text: T("đồng ý gửi đề nghị xin rút", "signed the unit's request to be left out")},
	"refuse-withdrawal":  {group: "scores", text: T("không gửi, không chấp thuận hoặc rút lại đề nghị xin rút", "declined or took back the request to be left out")},
	"agree-withdrawal":   {group: "scores", text: T("đồng ý cho đơn vị rút", "agreed that the unit is left out")},
	"sheet-withdrawn":    {group: "scores", text: T("rút Bảng chấm điểm đã gửi (mã đối chiếu %s)", "took back the score sheet (fingerprint %s)"), object: true},
	"approve":            {group: "reports", text: T("duyệt gửi %s", "approved %s"), object: true},
	"disapprove":         {group: "reports", text: T("trả lại, chưa duyệt %s", "did not approve %s"), object: true},
	"appraise-workbook":  {group: "scores", text: T("ghi thẩm định từ tệp Excel %s", "wrote the appraisal from the Excel file %s"), object: true},
	"sheet-workbook":     {group: "scores", text: T("ghi Bảng chấm điểm từ tệp Excel %s", "wrote the score sheet from the Excel file %s"), object: true},
	"correct":            {group: "reports", text: T("đính chính sổ công văn đến: %s", "corrected the register: %s"), object: true},
	"accept":             {group: "reports", text: T("tiếp nhận %s", "accepted %s"), object: true},
	"return":             {group: "reports", text: T("trả lại bổ sung %s", "returned %s for completion"), object: true},
	"ask":                {group: "reports", text: T("hỏi đơn vị về %s", "asked the unit about %s"), object: true},
	"answer":             {group: "reports", text: T("trả lời câu hỏi về %s", "answered a question about %s"), object: true},
	"forward":            {group: "reports", text: T("ghi nơi chuyển xử lý của %s", "noted who deals with %s"), object: true},
	"file-symbol":        {group: "reports", text: T("ghi ký hiệu hồ sơ của %s", "noted the file symbol of %s"), object: true},
	"report-up":          {group: "reports", text: T("ghi đã gửi Ban Thi đua - Khen thưởng tỉnh: %s", "noted as sent to the Board: %s"), object: true},

	"correct-figure":    {group: "scores", text: T("sửa điểm %s của kết quả đang xem xét lại", "corrected %s in the results under review"), object: true},
	"freeze":            {group: "scores", text: T("chốt kết quả, mã %s", "froze the results, code %s"), object: true},
	"publish-asked":     {group: "scores", text: T("đề nghị %s", "asked %s"), object: true},
	"publish-withdrawn": {group: "scores", text: T("rút đề nghị %s", "took back the request %s"), object: true},
	"publish-declined":  {group: "scores", text: T("không đồng ý %s", "declined the request %s"), object: true},
	"publish":           {group: "scores", text: T("xác nhận công bố kết quả số %s", "confirmed publishing results No. %s"), object: true},
	"reopen":            {group: "scores", text: T("xác nhận xem xét lại kết quả số %s", "confirmed reopening results No. %s"), object: true},

	"announce":              {group: "reports", text: T("gửi thông báo số %s", "sent announcement No. %s"), object: true},
	"edit-announcement":     {group: "reports", text: T("sửa thông báo số %s", "edited announcement No. %s"), object: true},
	"exemplar":              {group: "reports", text: T("giới thiệu điển hình số %s", "put forward exemplar No. %s"), object: true},
	"withdraw-exemplar":     {group: "reports", text: T("rút điển hình số %s", "withdrew exemplar No. %s"), object: true},
	"praise":                {group: "reports", text: T("biểu dương điển hình số %s", "praised exemplar No. %s"), object: true},
	"post":                  {group: "reports", text: T("đăng văn bản %s", "posted a document: %s"), object: true},
	"withdraw-post":         {group: "reports", text: T("rút văn bản %s", "withdrew a document: %s"), object: true},
	"withdraw-announcement": {group: "reports", text: T("thu hồi thông báo số %s", "withdrew announcement No. %s"), object: true},
	"launch":                {group: "reports", text: T("phát động phong trào chuyên đề %s", "launched a thematic movement, %s"), object: true},
	"fix-conference":        {group: "reports", text: T("chốt ngày hội nghị %s", "fixed the day of a conference: %s"), object: true},
	"new-sheet":             {group: "reports", text: T("áp dụng Bảng chấm điểm bản %s", "put version %s of the score sheet in force"), object: true},

	"role": {
		group: "people", text: T("giao vai trò: %s", "gave a role: %s"), object: true,
		self: T("nhận vai trò: %s", "took a role: %s"),
	},
	"revoke": {
		group: "people", text: T("thu hồi vai trò: %s", "revoked a role: %s"), object: true,
		self: T("thôi vai trò: %s", "gave up a role: %s"),
	},
	"invite":            {group: "people", text: T("lập mã mời: %s", "made an invitation: %s"), object: true},
	"uninvite":          {group: "people", text: T("hủy mã mời: %s", "withdrew an invitation: %s"), object: true},
	"request":           {group: "people", text: T("đề nghị tham gia: %s", "asked to be let in: %s"), object: true},
	"refuse":            {group: "people", text: T("từ chối đề nghị tham gia: %s", "refused a request: %s"), object: true},
	"consent":           {group: "people", text: T("đồng ý với thông báo về dữ liệu cá nhân", "agreed to the notice on personal data")},
	"erase":             {group: "people", text: T("yêu cầu xóa dữ liệu cá nhân, thôi tham gia", "had personal data erased and left")},
	"leave":             {group: "people", text: T("báo nghỉ phép: %s", "told a leave: %s"), object: true},
	"handover-asked":    {group: "people", text: T("đề nghị bàn giao vai trò đầu mối", "asked to hand over the focal point's place")},
	"handover-accepted": {group: "people", text: T("nhận bàn giao vai trò đầu mối", "accepted the focal point's place")},
	"handover-off":      {group: "people", text: T("dừng bàn giao vai trò đầu mối", "called off a handover")},
	"handover":          {group: "people", text: T("bàn giao vai trò đầu mối cho %s", "handed the focal point's place over to %s"), object: true},
	"own-data":          {group: "people", text: T("sửa hồ sơ cá nhân", "corrected personal data")},
	"export-own":        {group: "people", text: T("tải dữ liệu cá nhân của mình", "downloaded their personal data")},
	"language":          {group: "people", text: T("chọn ngôn ngữ: %s", "chose a language: %s"), object: true},
	"quiet-hours":       {group: "people", text: T("đặt giờ yên tĩnh riêng: %s", "set quiet hours of their own: %s"), object: true},
	"unreachable":       {group: "people", text: T("không nhận được tin nhắn nữa", "can no longer be reached")},
	"reachable":         {group: "people", text: T("nhận được tin nhắn trở lại", "can be reached again")},
	"unit-ended":        {group: "people", text: T("ghi nhận đơn vị kết thúc hoạt động", "noted the end of the unit")},
	"claim":             {group: "people", text: T("in mã nhận vai trò: %s", "printed a code for a role: %s"), object: true},
	"guessing":          {group: "people", text: T("nhập sai mã quá nhiều lần", "entered too many wrong codes")},
	"purge":             {group: "program", text: T("tiêu hủy tệp có mã %s", "destroyed the file with the code %s"), object: true},
	"backup":            {group: "program", text: T("yêu cầu sao lưu dữ liệu", "asked for a backup")},
	"release":           {group: "program", text: T("cho xử lý lại tin cách ly số %s", "let the quarantined update %s be handled again"), object: true},
	"drop":              {group: "program", text: T("bỏ tin cách ly số %s", "dropped the quarantined update %s"), object: true},
}

// auditGroup is a kind of doing people filter by.
type auditGroup struct {
	id   string
	name Text
}

var auditGroups = []auditGroup{
	{"reports", T("Báo cáo và đôn đốc", "Reports and nudges")},
	{"scores", T("Chấm điểm, kết quả", "Scores and results")},
	{"people", T("Người tham gia, vai trò", "People and roles")},
	{"program", T("Vận hành bot", "The program")},
}

var otherDoing = doing{group: "program", text: T("thực hiện việc: %s", "did: %s"), object: true}

// doingOf is how to tell an action; one unknown to this program (noted by a
// newer one) is told by its name.
func doingOf(action string) doing {
	if d, ok := doings[action]; ok {
		return d
	}
	return otherDoing
}
