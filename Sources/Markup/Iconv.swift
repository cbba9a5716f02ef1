internal import Glibc

/// Decoding by the C library, for rare encodings.
enum Iconv {
  /// Converts the text to UTF-8, with U+FFFD for NUL and for bytes that do not decode.
  ///
  /// Bytes that do not decode are skipped one at a time, or two if `isWide`. An encoding unknown to
  /// the C library is read as windows-1252, which is right for ASCII.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, from name: String, isWide: Bool
  ) -> [UInt8] {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
      return Windows1252.decode(bytes)
    }
    defer { iconv_close(converter) }
    guard let base = bytes.baseAddress else { return [] }

    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 3 / 2)
    // iconv's type is a mutable pointer, but iconv does not write through it.
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base)
      .assumingMemoryBound(to: CChar.self)
    var left = bytes.count
    func append(_ room: UnsafeMutableBufferPointer<CChar>, _ count: Int) {
      output.append(
        contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count]))
    }
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: chunk) { room in
      while left > 0 {
        var target = room.baseAddress
        var free = chunk
        let result = iconv(converter, &input, &left, &target, &free)
        let failure = errno
        append(room, chunk - free)
        guard result == -1 else { continue }
        switch failure {
        case E2BIG:
          continue
        case EILSEQ:
          output.append(contentsOf: UTF8Text.replacement)
          let skipped = min(isWide ? 2 : 1, left)
          input = input?.advanced(by: skipped)
          left -= skipped
        default:
          // The last character is incomplete.
          output.append(contentsOf: UTF8Text.replacement)
          left = 0
        }
      }
      // iconv holds back a letter that a combining accent could follow.
      var target = room.baseAddress
      var free = chunk
      iconv(converter, nil, nil, &target, &free)
      append(room, chunk - free)
    }
    let isClean = output.withUnsafeBufferPointer { UTF8Text.isClean($0) }
    return isClean ? output : output.withUnsafeBufferPointer { UTF8Text.repair($0) }
  }

  private static let chunk = 32 << 10
}

extension CharacterEncoding {
  /// The C library's name for the encoding, or for the superset that the standard means.
  var iconvName: String {
    switch name {
    case "GBK", "gb18030": "GB18030"
    case "Big5": "BIG5-HKSCS"
    case "Shift_JIS": "CP932"
    case "EUC-JP": "EUC-JP-MS"
    case "EUC-KR": "UHC"
    case "IBM866": "CP866"
    case "ISO-8859-8-I": "ISO-8859-8"
    case "macintosh": "MACINTOSH"
    case "x-mac-cyrillic": "MAC-UK"
    case "windows-874": "CP874"
    default: name.hasPrefix("windows-") ? "CP" + name.dropFirst("windows-".count) : name
    }
  }
}
