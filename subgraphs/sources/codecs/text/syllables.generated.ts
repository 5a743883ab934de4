/** Vietnamese syllables with a diacritic, in lower case; written by scripts/generate/syllables.ts. */
export const SYLLABLES =
  'bgdđt bhtnlđ biên biến biển biểu biện biệt bkhđt blđ blđtbxh buôn buýt buồm buổi buộc bà bài bàn bày bá bác ' +
  'bán bánh báo bãi bè bé bê bên bì bình bí bích bò bón bù bùi bún bơm bưu bước bạ bạc bạch bạn bạo bản bảng bảo ' +
  'bất bầu bắc bắt bằng bến bền bệnh bị bỏ bố bốc bốn bồi bổ bộ bờ bởi chiến chiết chiếu chiều chuyên chuyến ' +
  'chuyền chuyển chuẩn chuồng chuỗi chà chào chánh cháu cháy chân châu chè chèo chìm chí chính chíp chôn chú chúc ' +
  'chăm chăn chơi chưa chương chướng chảy chấm chấp chất chậm chặt chế chết chỉ chỉnh chịu chọn chối chống chồng ' +
  'chỗ chờ chở chợ chụp chủ chủng chứa chức chứng chữ chữa cnđ cuộc cà cá các cách cái cán cáo cây còn có cô côi ' +
  'công cùng cúc căn cũ cơ cơm cư cương cước cường cưỡng cạn cạnh cạp cả cải cảng cảnh cấm cấp cất cấu cấy cầ cầm ' +
  'cần cầu cẩm cận cập cậu cắm cắt cọc cố cốp cổ cổng cộng cột cờ cỡ cụ cục cụm củ của cứ cứu cử cửa diêm diễm ' +
  'diễn diện diệp diệu duyên duyêt duyệt dài dành dán dân dây dã dép dì dò dòng dõi dùng dũng dơi dư dương dưới ' +
  'dưỡng dược dượng dạng dạy dấu dầu dẫn dễ dị dịch dồn dời dỡ dục dụng dứt dừng dữ dự dựng giàn giày giá giám ' +
  'gián giáo giáp giúp giả giải giảm giảng giấp giấy giềng giọng giống giới giữ giữa gà gây gói góp găng gạch gạo ' +
  'gần gắn gặp gọi gọn gốc gồm gỗ gửi hiên hiếm hiếu hiền hiểm hiển hiện hiệp hiệu hoà hoàn hoàng hoành hoá hoán ' +
  'hoạch hoại hoạt hoả hoặc huyện huân huấn huệ huống huỳnh hà hàm hàng hành hân hè hình hòa hóa hôn hùng hút hđ ' +
  'hđnd hđtp hơ hơi hơn hơp hư hưng hưu hương hướng hường hưởng hạ hạch hại hạn hạng hạnh hạt hải hầm hậu hằng ' +
  'hẹp hết hệ họ họa học họp hỏa hỏng hối hồ hồi hồng hỗ hộ hội hợi hợp hủy hữu khiếu khiển khoá khoán khoáng ' +
  'khoản khoảng khoẻ khuyến khuyết khuôn khác khách khái khám kháng khánh khí khích khó khóa khóaấp khóm khô khôi ' +
  'không khăn khơi khương khả khải khảo khấu khẩn khẩu khắc khẳng khỏe khỏi khối khổ khởi khử kiêm kiên kiếm kiến ' +
  'kiều kiểm kiểu kiệm kiện kiệt knlđ kèm kéo kê kênh kí kích kính ký kế kết kề kể kỳ kỷ kỹ liên liền liều liễu ' +
  'liệt liệu loài loại luyện luân luận luật luồng là lài làm làng lành lào lái láng lâm lâu lãi lãm lãnh lê lên ' +
  'lò lòng lô lúa lý lĩnh lũy lưu lương lưới lưỡi lượng lạc lại lạnh lấn lấy lần lập lắp lặn lẻ lệ lệnh lịch lỏng ' +
  'lồng lỗi lộ lộc lớn lời lở lợi lợn lục lựa lực miền miễn muối mà màu máy mã mét mìn mình mô môi môn mũ mũi ' +
  'mương mười mượn mạc mại mạn mạng mạo mảnh mất mầu mẫn mẫu mật mắc mắm mặc mặt mẹ mến mệnh mọi mỏ mốc mồ mỗi ' +
  'mộc một mới mờ mời mở mục mức mừng mỹ nghiêm nghiên nghiệm nghiện nghiệp nghèo nghĩa nghề nghệ nghỉ nghị nghịc ' +
  'ngoài ngoại nguyên nguyễn nguyện nguồn ngành ngày ngân ngô ngôn ngăn ngũ ngư người ngưỡng ngược ngạch ngại ' +
  'ngầm ngắn ngặt ngọc ngừa ngừng ngữ nhiêm nhiên nhiều nhiễm nhiệm nhuyễn nhuận nhà nhàn nhánh nhân nhã nhãn ' +
  'nhìn nhóm như nhưng nhượng nhất nhẫn nhận nhập nhật nhắn nhằm nhỏ nhờ những niêm niên nlđ nuôi nào này nái nát ' +
  'nâng nét nêu nói nóng nôi nông nôp nút năm năng nđ nơi nước nại nạn nạo nẵng nếu nền nối nổ nổi nội nộp nợ nữ ' +
  'phiên phiếu phà phá phán pháo pháp phát phân phép phê phí phía phích phòng phó phóng phô phông phù phú phúc ' +
  'phương phước phường phượng phạm phạt phải phản phần phẩm phận phố phối phổ phở phụ phục phủ pông quyên quyết ' +
  'quyền quà quá quách quán quân quét quý quả quản quảng quận quặng quế quốc quỳnh quỹ qđ riêng ruột rà rác rách ' +
  'ráp rãi ròng rõ rút rơi rượu rạch rắn rồng rộng rời rủi rừng siêu soát suất suối sàn sàng sách sáng sánh sáp ' +
  'sát sáu sân sâu sóc sót sông súc sĩ sơ sơn sư sương sạch sạt sản sấu sắc sắm sắp sắt sẵn sẻ sẽ số sống sổ sở ' +
  'sức sử sửa sữa sự sỹ thiên thiết thiếu thiểu thiện thiệt thiệu thoát thoại thoả thuyết thuyền thuê thuý thuận ' +
  'thuật thuế thuốc thuộc thuỳ thuỷ thành thác thái thám tháng tháo tháp thâm thân thép thêm thì thí thích thóc ' +
  'thói thô thôi thôn thông thù thùy thú thúc thúy thăm thăng thơ thơm thư thương thước thường thưởng thạc thạch ' +
  'thạnh thả thải thảo thấp thất thần thầu thẩm thập thắm thắng thẳng thẻ thế thể thị thịnh thịt thỏa thống thổ ' +
  'thới thời thụ thủ thủy thứ thức thừa thử thửa thực tiên tiêu tiến tiếng tiếp tiết tiền tiểu tiệm tiện tnlđ ' +
  'toàn toán triết triển truyền tràn trào trách trái tráng trâm trân trâu trên trì trình trí trích trùng trú trúc ' +
  'trúng trăm trưng trương trước trường trưởng trượt trại trạm trạng trả trấn trần trận trật trắc trắng trẻ trị ' +
  'trịnh trọ trọng trọt trốn trồng trở trợ trụ trục trừ trữ trực tuyên tuyến tuyết tuyền tuyển tuân tuý tuấn tuất ' +
  'tuần tuổi tài tàn tàng tàu tác tách tái táng tâm tân tây tèo tép tên tìm tình tí tích tín tính tòa tóc tóm tô ' +
  'tôm tôn tông tù tùng tùy tú túy tăng tư tương tưới tướng tượng tạ tại tạm tạo tạp tả tải tấn tất tầng tận tập ' +
  'tật tắc tắt tặng tế tệ tệp tỉnh tịch tọa tố tốc tối tống tốt tồn tổ tổn tổng tộc tội tới tờ tời tục tụng từ ' +
  'từng tử tự tỷ uyên uỷ viên viết viễn việc viện việt và vàm vàng vào ván vân vét vì vòng vô võ vùng văn vĩnh vũ ' +
  'vương vườn vượt vải vấn vận vật vắc vắng vẹn vẽ vết về vệ vỉa vị vịnh vịt vọng vỏ vốn với vớt vợ vụ vừa vững ' +
  'vựa vực xoá xuyên xuyến xuân xuất xuống xuồng xác xâm xây xã xét xích xóa xông xăng xưởng xạ xảy xấu xếp xứ xử ' +
  'yêu yến yết yếu án ánh áp âm ân ép ích ít ô út ý ăn đ đa đai đang đau đeo đi đinh điền điều điểm điện điệp ' +
  'đkcn đkhđ đkt đn đo đoan đoàn đoạn đua đvqhns đà đài đào đá đáng đánh đáp đây đã đãi đê đêm đình đích đính đó ' +
  'đón đóng đô đôi đông đúng đăng đơn đưa đươc đương đước đường được đạc đại đạo đạt đảm đảng đảo đấ đất đấu đầm ' +
  'đầu đầy đập đậu đắm đẳng đặc đặng đặt đẹp đẻ đến đề đều để địa định địện đốc đối đồ đồng đổi đỗ độ độc đội ' +
  'động đột đợt đủ đức đứng ưu ươm ương ước ản ảnh ấn ấp ệ ốc ốm ờ ở ụ ủy ứng';
