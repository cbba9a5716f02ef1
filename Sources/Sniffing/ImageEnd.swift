internal import Bytes
public import CrawlModel

/// The ends that image formats mark themselves.
extension ImageSniffer {
  /// Returns the facts of a complete file: those of its beginning, and what only the rest of it
  /// tells.
  ///
  /// A second frame, an orientation and other metadata may come late, and only a complete file can
  /// lack its end.
  ///
  /// - Parameters:
  ///   - facts: what `examine` found in the beginning; the size does not change any more.
  ///   - bytes: the complete file.
  /// - Returns: the same facts with `isAnimated`, `orientation`, `isTruncated` and `rights` of the whole file.
  /// - Complexity: O(*n*) in the number of bytes; the image data of nearly all files is skipped.
  public static func complete(_ facts: ImageFacts, of bytes: Span<UInt8>) -> ImageFacts {
    var whole = facts.format == .svg ? facts : sniff(bytes) ?? facts
    whole.isTruncated = isTruncated(bytes, facts.format)
    whole.rights = RightsReader.rights(in: bytes, facts.format)
    return whole
  }

  /// Whether the bytes are an image up to the end that its own format marks, with nothing but
  /// padding behind it.
  ///
  /// With other bytes behind the end nobody can tell where the file ends: cameras and programs append
  /// films, second images and data of their own.
  ///
  /// The time is linear in the number of bytes.
  ///
  /// - Parameters:
  ///   - bytes: the file as far as it was received.
  ///   - format: its format, as this sniffer recognised it.
  /// - Returns: `false` also for formats that mark no end.
  public static func isWhole(_ bytes: Span<UInt8>, _ format: ImageFormat) -> Bool {
    guard let end = try? end(of: bytes, format), end <= bytes.count else { return false }
    return (end..<bytes.count).allSatisfy { bytes[$0] == 0 || bytes[$0].isASCIIWhitespace }
  }

  /// Whether a complete file ends before the end that its format marks; `nil` if the format marks
  /// none.
  private static func isTruncated(_ bytes: Span<UInt8>, _ format: ImageFormat) -> Bool? {
    switch format {
    case .jpeg, .png, .gif, .webp:
      guard let end = try? end(of: bytes, format) else { return true }
      return end > bytes.count
    case .avif, .heic: return Box.isCut(bytes)
    // A bare codestream has no boxes, and marks no end.
    case .jxl: return bytes.uint8(at: 0).map { $0 == 0 ? Box.isCut(bytes) : nil } ?? true
    case .bmp, .svg, .ico, .tiff: return nil
    }
  }

  /// The offset behind the end that a format marks, which may be one behind the bytes; `nil` if the
  /// format marks none.
  ///
  /// - Throws: `Stop` if the end has not come.
  private static func end(
    of bytes: Span<UInt8>, _ format: ImageFormat
  ) throws(Stop) -> Int? {
    switch format {
    case .jpeg: try JPEG.end(of: bytes)
    case .png: try PNG.end(of: bytes)
    case .gif: try GIF.end(of: bytes)
    case .webp: try bytes.four(4, .littleEndian) + 8
    case .bmp: try BMP.end(of: bytes)
    case .svg: SVG.end(of: bytes)
    // Another box may follow the last one.
    case .avif, .heic, .jxl, .ico, .tiff: nil
    }
  }
}

extension Box {
  /// Whether a file of boxes ends before the last of them does.
  ///
  /// Bytes behind it that cannot be a box belong to no box, and are not part of the image.
  fileprivate static func isCut(_ bytes: Span<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count, hasName(in: bytes, at: position + 4) {
      guard let box = try? Box(in: bytes, at: position, end: Span<UInt8>.farAway) else {
        return true
      }
      // The last box may reach to the end of the file, without a size.
      if bytes.uint32(at: position, .bigEndian) == 0 { return false }
      position = box.body.upperBound
    }
    return position > bytes.count
  }

  /// Whether the four bytes at an offset are a name, which has printable characters only.
  private static func hasName(in bytes: Span<UInt8>, at offset: Int) -> Bool {
    (offset..<offset + 4).allSatisfy { place in
      bytes.uint8(at: place).map { (0x20...0x7E).contains($0) } ?? false
    }
  }
}

extension JPEG {
  /// The offset behind the end of the image; the one of a thumbnail inside a segment does not count.
  fileprivate static func end(of bytes: Span<UInt8>) throws(Stop) -> Int {
    var position = 2
    while true {
      switch try nextMarker(in: bytes, from: &position) {
      case 0xD9: return position
      case 0x01, 0xD0...0xD8: continue
      case let marker:
        let length = try bytes.two(position, .bigEndian)
        guard length >= 2 else { throw .damaged }
        position += length
        // Compressed data follows a scan header, and no byte of it can be taken for the end of the
        // image. So nearly every file is known to be whole by its last two bytes.
        if marker == 0xDA, position + 2 <= bytes.count,
          bytes.uint16(at: bytes.count - 2, .bigEndian) == 0xFFD9
        {
          return bytes.count
        }
      }
    }
  }
}

extension PNG {
  fileprivate static func end(of bytes: Span<UInt8>) throws(Stop) -> Int {
    var chunk = 8
    while true {
      let end = chunk + 12 + (try bytes.four(chunk, .bigEndian))
      if try FourCC(in: bytes, at: chunk + 4) == "IEND" { return end }
      chunk = end
    }
  }
}

extension BMP {
  /// The size of the file that its header has; some programs leave it empty.
  fileprivate static func end(of bytes: Span<UInt8>) throws(Stop) -> Int? {
    let size = try bytes.four(2, .littleEndian)
    return size > 0 ? size : nil
  }
}

extension SVG {
  /// The offset behind the last tag, if as many SVG elements are closed as are opened, and that tag
  /// closes the last one.
  fileprivate static func end(of bytes: Span<UInt8>) -> Int? {
    var opened = 0
    var closed = 0
    var last = 0
    var position = 0
    while let start = bytes.firstOffset(of: UInt8(ascii: "<"), from: position) {
      if bytes.matches("<svg", at: start) { opened += 1 }
      if bytes.matches("</svg", at: start) { closed += 1 }
      last = start
      position = start + 1
    }
    guard opened > 0, opened == closed, bytes.matches("</svg", at: last) else { return nil }
    return bytes.firstOffset(of: UInt8(ascii: ">"), from: last).map { $0 + 1 }
  }
}
