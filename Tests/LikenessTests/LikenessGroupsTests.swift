import TestSupport
import Testing

@testable import Likeness

struct LikenessGroupsTests {
  /// Hashes with these words, in which the other bits are zero.
  private func hashes(_ words: UInt64...) -> [ImageHash] { words.map { ImageHash(words: [$0]) } }

  private func groups(_ hashes: [ImageHash], _ threshold: Int) -> [[Int]] {
    LikenessGroups(hashes, threshold: threshold).groups.map { $0.map(\.index) }
  }

  @Test func `a chain of small differences is no group`() {
    let chain = hashes(0b0, 0b11, 0b1111, 0b11_1111, 0b1111_1111)
    #expect(groups(chain, 2) == [[0, 1], [2, 3]])
    #expect(groups(chain, 4) == [[0, 1, 2], [3, 4]])
    #expect(groups(chain, 8) == [[0, 1, 2, 3, 4]])
    #expect(groups(chain, 1) == [])
  }

  @Test func `the members are in the order of their distances`() throws {
    let found = LikenessGroups(hashes(0b0, 0b111, 0b1, 0b0), threshold: 4).groups
    #expect(found.count == 1)
    #expect(found[0].map(\.index) == [0, 3, 2, 1])
    #expect(found[0].map(\.distance) == [0, 0, 1, 3])
  }

  @Test func `no images and one image are no group`() {
    #expect(groups([], 4).isEmpty)
    #expect(groups(hashes(7), 4).isEmpty)
  }

  @Test(arguments: [
    (1, 0), (1, 3), (1, 4), (1, 7), (1, 8), (1, 11), (4, 0), (4, 15), (4, 16), (4, 31), (4, 47),
  ])
  func `the groups are those that comparing all pairs would find`(words: Int, threshold: Int) {
    var generator = Generator(seed: UInt64(words * 100 + threshold))
    var hashes: [ImageHash] = []
    for _ in 0..<40 {
      let first = (0..<words).map { _ in generator.next() }
      hashes.append(ImageHash(words: first))
      // Neighbours at all distances around the threshold.
      for _ in 0..<10 {
        var near = first
        for _ in 0..<Int.random(in: 0...(threshold + 4), using: &generator) {
          near[Int.random(in: 0..<words, using: &generator)] ^=
            1 << UInt64.random(in: 0..<64, using: &generator)
        }
        hashes.append(ImageHash(words: near))
      }
    }
    hashes.shuffle(using: &generator)
    var isTaken = Set<Int>()
    var expected: [[Int]] = []
    for centre in hashes.indices where isTaken.insert(centre).inserted {
      let members = hashes.indices.filter {
        !isTaken.contains($0) && hashes[centre].distance(to: hashes[$0]) <= threshold
      }
      isTaken.formUnion(members)
      guard !members.isEmpty else { continue }
      expected.append(
        [centre]
          + members.sorted {
            let (one, other) = (
              hashes[centre].distance(to: hashes[$0]), hashes[centre].distance(to: hashes[$1])
            )
            return (one, $0) < (other, $1)
          })
    }
    #expect(groups(hashes, threshold) == expected)
  }

  @Test func `many equal images are one group`() {
    let equal = [ImageHash](repeating: ImageHash(words: [1, 2, 3, 4]), count: 20_000)
    #expect(groups(equal, 31).map(\.count) == [20_000])
  }
}
