/// A perceptual hash: images that look alike differ in few bits.
///
/// There are two: the difference hash of 64 bits, which `imagehash` for Python has, too, and PDQ of 256
/// bits, as published by Facebook (ThreatExchange, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
/// Image-Hashing Algorithm").
public struct ImageHash: Sendable, Hashable {
  /// The bits, 64 in each word, the first one the most significant.
  public let words: [UInt64]

  /// Makes a hash from its words.
  public init(words: [UInt64]) { self.words = words }

  /// Makes a hash from its bits, the first one most significant.
  init(bits: [Bool]) {
    var words = [UInt64](repeating: 0, count: bits.count / 64)
    for (index, bit) in bits.enumerated() where bit {
      words[index / 64] |= 1 << UInt64(63 - index % 64)
    }
    self.words = words
  }

  /// The number of bits in which two hashes of one kind differ.
  public func distance(to other: ImageHash) -> Int {
    var count = 0
    for index in words.indices { count += (words[index] ^ other.words[index]).nonzeroBitCount }
    return count
  }

  /// The hash in hexadecimal digits.
  public var hex: String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// What is computed of an image.
public struct ImageHashes: Sendable, Hashable {
  /// The least ``quality`` of an image whose hashes say something, as the authors of PDQ recommend:
  /// others are nearly plain, and alike for that reason only.
  public static let leastQuality = 50

  /// The difference hash: whether each of 8 × 8 fields is brighter than its left neighbour.
  public let dhash: ImageHash
  /// PDQ.
  public let pdq: ImageHash
  /// How much detail the image has, 0 to 100, as PDQ defines it.
  public let quality: Int

  /// Makes hashes from their parts.
  public init(dhash: ImageHash, pdq: ImageHash, quality: Int) {
    self.dhash = dhash
    self.pdq = pdq
    self.quality = quality
  }

  /// Computes the hashes of an image.
  ///
  /// - Complexity: O(*pixels*).
  public init(of image: Luma) {
    dhash = Self.difference(of: image)
    (pdq, quality) = PDQ.hash(of: image)
  }

  private static func difference(of image: Luma) -> ImageHash {
    let side = 8
    let small = Resampling.resize(image, width: side + 1, height: side)
    var bits: [Bool] = []
    for y in 0..<side {
      for x in 0..<side {
        let at = y * (side + 1) + x
        bits.append(small[at + 1] > small[at])
      }
    }
    return ImageHash(bits: bits)
  }
}
