import Glibc

/// The PDQ hash, step by step as its authors published it: smooth, reduce to 64 × 64, take the 16 × 16
/// lowest frequencies except the constant ones, and compare each with their median.
enum PDQ {
  private static let side = 64
  private static let frequencies = 16
  /// How often the image is smoothed in both directions; twice gives a tent.
  private static let smoothings = 2
  /// An image with a side below this is too small: its hash would say more about the pixels than about
  /// what they show.
  private static let leastSide = 32
  /// Larger images are first reduced by a whole factor to about this, as the authors' tools do.
  private static let readSide = 512

  static func hash(of image: Luma) -> (hash: ImageHash, quality: Int) {
    let isTooSmall = min(image.width, image.height) < leastSide
    let image = image.reduced(by: min(image.width, image.height) / readSide)
    let small = reduced(image)
    let spectrum = spectrum(of: small)
    // Of an even number of values the lower one of the two in the middle.
    let median = spectrum.sorted()[spectrum.count / 2 - 1]
    // As written in hexadecimal digits, the highest frequency comes first.
    return (
      ImageHash(bits: spectrum.reversed().map { $0 > median }), isTooSmall ? 0 : quality(of: small)
    )
  }

  // MARK: Smoothing

  private static func reduced(_ image: Luma) -> [Float] {
    let (width, height) = (image.width, image.height)
    var pixels = image.pixels.map { Float($0) }
    var other = pixels
    for _ in 0..<smoothings {
      smooth(pixels, into: &other, lines: height, length: width, step: 1, next: width)
      smooth(other, into: &pixels, lines: width, length: height, step: width, next: 1)
    }
    var small: [Float] = []
    for row in 0..<side {
      let y = Int((Double(row) + 0.5) * Double(height) / Double(side))
      for column in 0..<side {
        let x = Int((Double(column) + 0.5) * Double(width) / Double(side))
        small.append(pixels[y * width + x])
      }
    }
    return small
  }

  /// Replaces each value by the mean of a window around it, which is shorter at both ends.
  private static func smooth(
    _ values: [Float], into result: inout [Float], lines: Int, length: Int, step: Int, next: Int
  ) {
    let window = (length + 2 * side - 1) / (2 * side)
    let ahead = (window + 2) / 2 - 1
    let behind = window - ahead - 1
    let source = values.span
    for line in 0..<lines {
      let start = line * next
      var sum: Float = 0
      var count: Float = 0
      for index in 0..<min(ahead, length) {
        sum += source[start + index * step]
        count += 1
      }
      for index in 0..<length {
        if index + ahead < length {
          sum += source[start + (index + ahead) * step]
          count += 1
        }
        if index > behind {
          sum -= source[start + (index - behind - 1) * step]
          count -= 1
        }
        result[start + index * step] = sum / count
      }
    }
  }

  // MARK: Frequencies

  /// The weights of the cosine transform (DCT-II) without its constant row.
  private static let cosines: [Float] = {
    let scale = (2 / Double(side)).squareRoot()
    return (1...frequencies).flatMap { frequency in
      (0..<side).map { index in
        Float(scale * cos(.pi / 2 / Double(side) * Double(frequency) * Double(2 * index + 1)))
      }
    }
  }()

  private static func spectrum(of small: [Float]) -> [Float] {
    // The rows, then the columns.
    var halfway = [Float](repeating: 0, count: frequencies * side)
    for row in 0..<frequencies {
      for column in 0..<side {
        var sum: Float = 0
        for index in 0..<side { sum += cosines[row * side + index] * small[index * side + column] }
        halfway[row * side + column] = sum
      }
    }
    var spectrum: [Float] = []
    for row in 0..<frequencies {
      for column in 0..<frequencies {
        var sum: Float = 0
        for index in 0..<side {
          sum += halfway[row * side + index] * cosines[column * side + index]
        }
        spectrum.append(sum)
      }
    }
    return spectrum
  }

  // MARK: Quality

  /// The sum of the differences of neighbours, scaled so that 100 is plenty.
  private static func quality(of small: [Float]) -> Int {
    var sum = 0
    func add(_ one: Int, _ other: Int) {
      sum += abs(Int((small[one] - small[other]) * 100 / 255))
    }
    for row in 0..<side {
      for column in 0..<side {
        let at = row * side + column
        if row + 1 < side { add(at, at + side) }
        if column + 1 < side { add(at, at + 1) }
      }
    }
    return min(sum / 90, 100)
  }
}
