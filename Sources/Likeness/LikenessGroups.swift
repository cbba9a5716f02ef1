/// Finds groups of images that look alike.
///
/// Every image of a group is alike to the first one, and not only to some other: groups do not grow
/// along a chain of small differences, at whose ends nothing is alike. Images come into groups in the
/// order in which they are given, so the best one should be first.
///
/// Comparing all pairs would take hours. If the bits are divided into bands of 16, two hashes that
/// differ in at most *d* of them differ in at most *d* / *bands* bits in one band at least. So the images
/// are listed by the value of each band, and only those with a near value are compared.
///
/// - Complexity: for hashes that are spread evenly about O(*n*); up to O(*n*²) if most have the same
///   value in a band.
public struct LikenessGroups {
  private static let bandBits = 16

  /// A member of a group.
  public struct Member: Sendable, Hashable {
    /// The position of the image in the list.
    public let index: Int
    /// The number of bits in which it differs from the first.
    public let distance: Int
  }

  /// The groups, each of two images or more, in the order of their first images; the members are in the
  /// order of their distances.
  public private(set) var groups: [[Member]] = []

  /// Groups images.
  ///
  /// - Parameters:
  ///   - hashes: the hashes of all images, of one kind.
  ///   - threshold: the maximum number of differing bits.
  public init(_ hashes: [ImageHash], threshold: Int) {
    guard let first = hashes.first else { return }
    let bands = first.words.count * 64 / Self.bandBits
    let flips = Self.flips(atMost: threshold / bands)
    var table = BandTable(hashes, bands: bands)
    var isTaken = [Bool](repeating: false, count: hashes.count)
    // When an image was last compared.
    var compared = [Int](repeating: -1, count: hashes.count)
    for centre in hashes.indices where !isTaken[centre] {
      isTaken[centre] = true
      var members: [Member] = []
      for band in 0..<bands {
        let value = BandTable.value(of: hashes[centre], band)
        for flip in flips {
          table.forEach(band, value ^ flip, unless: { isTaken[$0] }) { index in
            guard compared[index] != centre else { return }
            compared[index] = centre
            let distance = hashes[centre].distance(to: hashes[index])
            guard distance <= threshold else { return }
            isTaken[index] = true
            members.append(Member(index: index, distance: distance))
          }
        }
      }
      guard !members.isEmpty else { continue }
      members.sort { ($0.distance, $0.index) < ($1.distance, $1.index) }
      groups.append([Member(index: centre, distance: 0)] + members)
    }
  }

  /// All values with at most this number of bits.
  private static func flips(atMost bits: Int) -> [UInt16] {
    (0...UInt16.max).filter { $0.nonzeroBitCount <= bits }
      .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
  }
}

/// The images by the value of each band of their hashes.
private struct BandTable {
  /// For each band, the images in the order of their values.
  private var images: [[Int32]] = []
  /// For each band, where the images of each value begin in that list, and where they end.
  private var starts: [[Int32]] = []
  private var ends: [[Int32]] = []

  init(_ hashes: [ImageHash], bands: Int) {
    for band in 0..<bands {
      var counts = [Int32](repeating: 0, count: 1 << 16)
      for hash in hashes { counts[Int(Self.value(of: hash, band))] += 1 }
      var begin = counts
      var sum: Int32 = 0
      for value in begin.indices {
        begin[value] = sum
        sum += counts[value]
      }
      var end = begin
      var list = [Int32](repeating: 0, count: hashes.count)
      for (index, hash) in hashes.enumerated() {
        let value = Int(Self.value(of: hash, band))
        list[Int(end[value])] = Int32(index)
        end[value] += 1
      }
      images.append(list)
      starts.append(begin)
      ends.append(end)
    }
  }

  static func value(of hash: ImageHash, _ band: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: hash.words[band / 4] >> UInt64(48 - band % 4 * 16))
  }

  /// Passes on the images with a value of a band; those that a group has already are removed.
  mutating func forEach(
    _ band: Int, _ value: UInt16, unless isTaken: (Int) -> Bool, _ body: (Int) -> Void
  ) {
    let start = Int(starts[band][Int(value)])
    var end = Int(ends[band][Int(value)])
    var at = start
    while at < end {
      let index = Int(images[band][at])
      if isTaken(index) {
        end -= 1
        images[band][at] = images[band][end]
      } else {
        body(index)
        at += 1
      }
    }
    ends[band][Int(value)] = Int32(end)
  }
}
