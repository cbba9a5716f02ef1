/// Small images for test sites, each different from the others.
public enum Picture {
  /// Returns a PNG of a given size, with a text chunk that makes its bytes unique.
  ///
  /// The checksums are zero, which no header reader checks.
  ///
  /// - Parameters:
  ///   - name: makes it different from others of the same size.
  ///   - width: its width in pixels.
  ///   - height: its height in pixels.
  ///   - padding: the number of additional bytes.
  /// - Returns: the bytes.
  public static func png(
    _ name: String, width: Int = 300, height: Int = 200, padding: Int = 0
  ) -> [UInt8] {
    let size = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
    let text = Array("Title\0\(name)".utf8)
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", size) + chunk("tEXt", text)
      + chunk("IDAT", [UInt8](repeating: 0x2A, count: 10 + padding)) + chunk("IEND", [])
  }

  /// Returns a GIF with one frame of one pixel on a screen of a given size.
  public static func gif(_ name: String, width: Int = 300, height: Int = 200) -> [UInt8] {
    let comment = Array(name.utf8.prefix(255))
    return Array("GIF89a".utf8) + littleEndian(width) + littleEndian(height)
      + [0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xFE, UInt8(comment.count)] + comment
      + [0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
  }

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    bigEndian(content.count) + Array(type.utf8) + content + [0, 0, 0, 0]
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func littleEndian(_ number: Int) -> [UInt8] {
    [0, 8].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

extension Behaviour {
  /// Responds 200 with a unique PNG.
  public static func picture(_ name: String, width: Int = 300, height: Int = 200) -> Behaviour {
    .bytes(Picture.png(name, width: width, height: height), type: "image/png")
  }

  /// Responds 200 with a page that has these images and links to these pages.
  public static func page(images: [String] = [], links: [String] = []) -> Behaviour {
    let shown = images.map { "<img src=\"\($0)\">\n" }.joined()
    let linked = links.map { "<a href=\"\($0)\">on</a>\n" }.joined()
    return .html("<!doctype html><title>Page</title>\n\(shown)\(linked)")
  }
}
