internal import CLibcurl

/// Removes white space in front of the first header line, before libcurl reads that line.
///
/// libcurl treats a line that begins with white space as a continuation of the header before it
/// (obsolete line folding, RFC 9112 §5.2). For a first line, libcurl before 8.1.0 then writes to
/// memory that an earlier transfer of the handle has freed, or ends the transfer on a new handle.
/// Browsers, and libcurl from 8.3 on, ignore the white space. Only the debug callback receives each
/// line in libcurl's own buffer before libcurl parses it.
extension EasyHandle {
  /// Whether the linked libcurl needs this.
  static let guardsHeads = CurlLibrary.versionNumber < 0x08_03_00

  /// Changes a header line in libcurl's buffer, before libcurl parses it.
  func mendHead(_ data: UnsafeMutablePointer<CChar>, _ count: Int) {
    let isFirst = isAtFirstHeader
    isAtFirstHeader = isStatusLine(data, count)
    guard isFirst, isBlank(data[0]) else { return }
    // The line keeps its length: white space removed at the start is added at the end.
    var end = count
    while end > 0, data[end - 1] == 0x0A || data[end - 1] == 0x0D { end -= 1 }
    var start = 0
    while start < end, isBlank(data[start]) { start += 1 }
    // A line of white space alone is not a header in either case, and must not look folded.
    guard start < end else {
      data[0] = 0x3A
      return
    }
    for index in start..<end { data[index - start] = data[index] }
    for index in (end - start)..<end { data[index] = 0x20 }
  }
}

private func isBlank(_ byte: CChar) -> Bool { byte == 0x20 || byte == 0x09 }

/// Whether a line begins with `HTTP/`.
private func isStatusLine(_ data: UnsafeMutablePointer<CChar>, _ count: Int) -> Bool {
  count >= 5 && data[0] == 0x48 && data[1] == 0x54 && data[2] == 0x54 && data[3] == 0x50
    && data[4] == 0x2F
}
