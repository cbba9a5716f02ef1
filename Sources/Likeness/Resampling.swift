import Glibc

/// Resizing with a Lanczos window of three lobes, in the fixed-point numbers that Pillow uses, so that
/// hashes agree with those of programs that use it.
struct Resampling {
  private static let lobes = 3.0
  /// The bits behind the point of a weight: of 32 bits, 8 are for the value and 2 for the sum.
  private static let precision = 22

  /// The pixels that make up each pixel of the result, with their weights.
  private struct Window {
    var start: Int
    var weights: [Int32]
  }

  private static func windows(from length: Int, to count: Int) -> [Window] {
    let scale = Double(length) / Double(count)
    let stretch = max(scale, 1)
    let support = lobes * stretch
    return (0..<count).map { index in
      let centre = (Double(index) + 0.5) * scale
      let start = max(0, Int(centre - support + 0.5))
      let end = min(length, Int(centre + support + 0.5))
      let weights = (start..<end).map { lanczos((Double($0) - centre + 0.5) / stretch) }
      let sum = weights.reduce(0, +)
      return Window(
        start: start,
        weights: weights.map { weight in
          let fixed = weight / (sum == 0 ? 1 : sum) * Double(1 << precision)
          return Int32(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
        })
    }
  }

  private static func lanczos(_ x: Double) -> Double {
    guard x > -lobes, x < lobes else { return 0 }
    return sinc(x) * sinc(x / lobes)
  }

  private static func sinc(_ x: Double) -> Double {
    x == 0 ? 1 : sin(x * .pi) / (x * .pi)
  }

  private static func rounded(_ sum: Int64) -> UInt8 { UInt8(clamping: sum >> Int64(precision)) }

  /// Returns the pixels of an image in another size.
  static func resize(_ image: Luma, width: Int, height: Int) -> [UInt8] {
    let half = Int64(1) << Int64(precision - 1)
    let columns = windows(from: image.width, to: width)
    let pixels = image.pixels.span
    var narrow = [UInt8](repeating: 0, count: width * image.height)
    for y in 0..<image.height {
      for (x, window) in columns.enumerated() {
        var sum = half
        let start = y * image.width + window.start
        let weights = window.weights.span
        for index in weights.indices {
          sum &+= Int64(weights[index]) &* Int64(pixels[start &+ index])
        }
        narrow[y * width + x] = rounded(sum)
      }
    }
    var small = [UInt8](repeating: 0, count: width * height)
    for (y, window) in windows(from: image.height, to: height).enumerated() {
      for x in 0..<width {
        var sum = half
        for (index, weight) in window.weights.enumerated() {
          sum &+= Int64(weight) &* Int64(narrow[(window.start + index) * width + x])
        }
        small[y * width + x] = rounded(sum)
      }
    }
    return small
  }
}
