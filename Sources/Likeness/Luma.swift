import CDecoders
import Glibc

/// The luminance of an image, a byte for each pixel, row by row from the top.
public struct Luma: Sendable, Hashable {
  /// The formats that are decoded.
  public enum Format: UInt8, Sendable, Hashable, CaseIterable {
    /// JPEG, by libjpeg-turbo.
    case jpeg
    /// PNG, by libpng; of an animation the first frame.
    case png
    /// WebP, by libwebp; no animations.
    case webp
  }

  /// Why an image could not be decoded.
  public enum Fault: UInt8, Error, Sendable, Hashable, CaseIterable {
    /// The file is damaged, or of a kind that its library does not decode.
    case damaged = 1
    /// It has more pixels than ``Luma/mostPixels``.
    case tooLarge
    /// There is no memory for it.
    case noMemory
  }

  /// The maximum number of pixels; decoding needs up to six bytes for each.
  public static let mostPixels = 100_000_000

  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The luminance of each pixel, 0 to 255.
  public let pixels: [UInt8]

  /// Makes an image from its pixels.
  ///
  /// - Precondition: there are *width* × *height* pixels, at least one.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Decodes an image; what is transparent is on white.
  ///
  /// This runs code that has had faults with hostile files. Call it where nothing can be lost, see
  /// ``DecoderService``.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - format: its format.
  /// - Throws: ``Fault``.
  public init(decoding bytes: [UInt8], as format: Format) throws(Fault) {
    var luma = magpie_luma()
    let result = bytes.withUnsafeBufferPointer { buffer in
      switch format {
      case .jpeg: magpie_decode_jpeg(buffer.baseAddress, buffer.count, Self.mostPixels, &luma)
      case .png: magpie_decode_png(buffer.baseAddress, buffer.count, Self.mostPixels, &luma)
      case .webp: magpie_decode_webp(buffer.baseAddress, buffer.count, Self.mostPixels, &luma)
      }
    }
    guard result == MAGPIE_DECODED, let pixels = luma.pixels else {
      throw Fault(rawValue: UInt8(clamping: result.rawValue)) ?? .damaged
    }
    defer { free(pixels) }
    (width, height) = (Int(luma.width), Int(luma.height))
    self.pixels = Array(UnsafeBufferPointer(start: pixels, count: width * height))
  }

  /// Returns the image with each block of *factor* × *factor* pixels as one, their mean; what is left
  /// of the last row and column is dropped.
  func reduced(by factor: Int) -> Luma {
    guard factor > 1, width >= factor, height >= factor else { return self }
    let (columns, rows) = (width / factor, height / factor)
    var sums = [UInt32](repeating: 0, count: columns)
    var reduced: [UInt8] = []
    reduced.reserveCapacity(columns * rows)
    let area = UInt32(factor * factor)
    for row in 0..<rows {
      for column in 0..<columns { sums[column] = area / 2 }
      for y in row * factor..<(row + 1) * factor {
        var at = y * width
        for column in 0..<columns {
          for _ in 0..<factor {
            sums[column] &+= UInt32(pixels[at])
            at &+= 1
          }
        }
      }
      for column in 0..<columns { reduced.append(UInt8(clamping: sums[column] / area)) }
    }
    return Luma(width: columns, height: rows, pixels: reduced)
  }
}
