import Bytes
internal import Glibc

extension CharacterEncoding {
  /// The encoding used for queries of a document in this encoding (Encoding standard §4.3, "get an
  /// output encoding"): UTF-8 instead of UTF-16 and `replacement`.
  public var output: CharacterEncoding { isWide || name == "replacement" ? .utf8 : self }
}

/// Encodes text in a legacy encoding, as browsers encode the query of an address on a page in that
/// encoding (Encoding standard §4.5 and the encoders of its sections 9 to 14).
///
/// Use it from one thread only. The C library does the conversion, restricted to what browsers
/// write.
public final class TextEncoder {
  private let encoding: CharacterEncoding
  private let converter: iconv_t?

  /// Creates an encoder for an encoding's output encoding.
  public init(_ encoding: CharacterEncoding) {
    self.encoding = encoding.output
    let converter = iconv_open(self.encoding.iconvName, "UTF-8")
    self.converter = converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  deinit { if let converter { iconv_close(converter) } }

  /// Returns the bytes of a text.
  ///
  /// - Parameters:
  ///   - text: the text to encode.
  ///   - missing: returns the bytes for a character that the encoding lacks.
  /// - Returns: the encoded bytes.
  public func encode(_ text: String, missing: (Unicode.Scalar) -> [UInt8]) -> [UInt8] {
    if encoding == .utf8 { return Array(text.utf8) }
    var output: [UInt8] = []
    for scalar in text.unicodeScalars {
      // Only ISO-2022-JP has states, in which ASCII is not encoded as itself.
      if scalar.isASCII, encoding.name != "ISO-2022-JP" {
        output.append(UInt8(scalar.value))
      } else if encoding.name == "ISO-2022-JP", [0x0E, 0x0F, 0x1B].contains(scalar.value) {
        convert(nil, into: &output)
        output += missing("\u{FFFD}")
      } else if let bytes = special(scalar) {
        output += bytes
      } else if !convert(scalar, into: &output) {
        convert(nil, into: &output)
        output += missing(scalar)
      }
    }
    convert(nil, into: &output)
    return output
  }

  /// Returns the bytes of a character that the C library's encoding writes differently.
  private func special(_ scalar: Unicode.Scalar) -> [UInt8]? {
    switch (encoding.name, scalar.value) {
    case ("windows-1252", 0x80...0xFFFF):
      let value = UInt16(scalar.value)
      if let index = Windows1252.scalars.firstIndex(of: value) { return [0x80 + UInt8(index)] }
      return (0xA0...0xFF).contains(value) ? [UInt8(value)] : nil
    case ("GBK", 0x20AC): return [0x80]
    case ("x-user-defined", 0xF780...0xF7FF): return [UInt8(0x80 + scalar.value - 0xF780)]
    default: return nil
    }
  }

  /// Whether browsers write these bytes: the standard's encoders do not use all that its decoders
  /// accept.
  private func isInStandard(_ bytes: Slice<UnsafeMutableBufferPointer<CChar>>) -> Bool {
    guard let lead = bytes.first.map(UInt8.init(bitPattern:)) else { return true }
    return switch encoding.name {
    // The Hong Kong additions.
    case "Big5": lead >= 0xA1 || bytes.count == 1
    // JIS X 0212.
    case "EUC-JP": lead != 0x8F
    case "GBK": bytes.count <= 2
    default: true
    }
  }

  /// Encodes one character, or with `nil` ends the state; returns `false` if the encoding lacks it.
  @discardableResult
  private func convert(_ scalar: Unicode.Scalar?, into output: inout [UInt8]) -> Bool {
    guard let converter else { return scalar == nil }
    let room = 32
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { target in
      var to = target.baseAddress
      var free = room
      guard let scalar else {
        iconv(converter, nil, nil, &to, &free)
        output.append(contentsOf: target[..<(room - free)].lazy.map(UInt8.init(bitPattern:)))
        return true
      }
      var source = Array(String(Character(scalar)).utf8CString)
      var left = source.count - 1
      let result = source.withUnsafeMutableBufferPointer { source in
        var from = source.baseAddress
        return iconv(converter, &from, &left, &to, &free)
      }
      let written = target[..<(room - free)]
      guard result == 0, isInStandard(written) else { return false }
      output.append(contentsOf: written.lazy.map(UInt8.init(bitPattern:)))
      return true
    }
  }
}
