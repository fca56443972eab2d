import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the system says of a failure, in both languages.
enum SystemWords {
    /// The system's words and their Chinese; other words stay as they are.
    static func wording(_ reason: String) -> Wording { Wording(reason, chinese[reason] ?? reason) }

    /// The words for an error number.
    static func wording(code: Int32) -> Wording { wording(unsafe String(cString: strerror(code))) }

    /// By the system's own words, since errors carry those.
    private static let chinese: [String: String] = {
        let words: [(Int32, String)] = [
            (ENOENT, "没有该文件或目录"), (EACCES, "权限不足"), (EPERM, "操作不被允许"), (EISDIR, "是目录"),
            (ENOTDIR, "不是目录"), (ENOSPC, "磁盘空间不足"), (EDQUOT, "超出磁盘配额"), (EROFS, "文件系统只读"),
            (EEXIST, "文件已存在"), (ELOOP, "符号链接层数过多"), (ENAMETOOLONG, "文件名过长"), (EIO, "输入/输出错误"),
            (EMFILE, "打开的文件过多"), (ENXIO, "设备不存在或无读取方"), (ENODEV, "设备不存在"), (EBUSY, "设备或资源忙"),
            (ECONNREFUSED, "连接被拒绝"), (ETIMEDOUT, "超时"), (EFBIG, "文件过大"), (ENOMEM, "内存不足"),
            (EINVAL, "参数无效"), (ETXTBSY, "文件正在执行"), (ENETUNREACH, "网络不可达"), (EHOSTUNREACH, "主机不可达"),
        ]
        var table: [String: String] = [:]
        for (code, text) in words { table[unsafe String(cString: strerror(code))] = text }
        return table
    }()
}
