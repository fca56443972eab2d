import SmartCard
import Symbols

/// What is said of pictures, frames and the process that reads them.
extension Wording {
    /// What is wrong with a picture.
    init(of fault: ImageFault) {
        let (offset, most) = (fault.offset, SymbolLimits.mostPixelsASide)
        switch fault.kind {
        case .empty: self = .empty
        case .unknown:
            self.init(
                "byte \(offset): not a PNG, PGM or Y4M file; raw frames need --pixels",
                "字节 \(offset)：不是 PNG、PGM 或 Y4M 文件；裸帧须给出 --pixels")
        case .truncated: self.init("ends too early, at byte \(offset)", "在字节 \(offset) 处过早结束")
        case .header: self.init("byte \(offset): the header is wrong", "字节 \(offset)：文件头有误")
        case .size:
            self.init(
                "byte \(offset): a side must have 1 to \(most) pixels", "字节 \(offset)：边长须为 1 至 \(most) 像素")
        case .checksum: self.init("byte \(offset): the checksum does not hold", "字节 \(offset)：校验和不符")
        case .pixels: self.init("byte \(offset): the pixels cannot be read", "字节 \(offset)：像素无法读取")
        case .tooLong: self.init("larger than \(offset) bytes", "超过 \(offset) 字节")
        case .unsupported: self.init("byte \(offset): a form that is not read", "字节 \(offset)：不支持的形式")
        }
    }

    /// Why a stream gives no frames.
    init(of error: FrameSourceError) {
        switch error {
        case .cannotOpen(let code), .failed(let code):
            self = .cannotRead(SystemWords.wording(code: code).english)
        case .isFolder: self = .isFolder
        case .isCamera:
            self.init(
                "is a camera; let a program write its frames to a pipe (ffmpeg -f yuv4mpegpipe)",
                "是摄像头设备；请用程序把帧写入管道 (ffmpeg -f yuv4mpegpipe)")
        case .image(let fault): self.init(of: fault)
        }
    }

    static let rawFramesNeedSides = Wording(
        "--pixels grey and yuyv need --width and --height.", "--pixels grey 和 yuyv 须给出 --width 和 --height。")

    static func noSymbolHelper(code: Int32) -> Wording {
        let reason = SystemWords.wording(code: code)
        return Wording(
            "the process that reads codes cannot be started: \(reason.english)",
            "无法启动识读进程：\(reason.chinese)")
    }

    static let symbolHelperDied = Wording("the process that reads codes died", "识读进程意外结束")

    static func symbolHelperTooSlow(_ milliseconds: Int) -> Wording {
        Wording("not read within \(milliseconds) ms", "\(milliseconds) 毫秒内未读完")
    }
}
