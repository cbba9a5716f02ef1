import Extracting
import Foundation
import TestSupport
import Testing

@Suite struct SrcsetTests {
  struct Vector: Decodable {
    struct Candidate: Decodable, Equatable {
      var url: String
      var w: Int?
      var x: Double?
      var h: Int?
    }

    var srcset: String
    var candidates: [Candidate]
  }

  @Test(
    .needsVectors,
    arguments: [
      ("wpt-parse-a-srcset-attribute.json", 236), ("wpt-select-an-image-source.json", 13),
    ])
  func `candidates are those of the standard's algorithm`(_ file: String, _ count: Int) throws {
    let vectors = try JSONDecoder().decode([Vector].self, from: Vectors.data("srcset/\(file)"))
    #expect(vectors.count == count)
    for vector in vectors {
      let found = Srcset.candidates(vector.srcset).map {
        Vector.Candidate(url: $0.url, w: $0.width, x: $0.density, h: $0.height)
      }
      #expect(found == vector.candidates, "\(vector.srcset.debugDescription)")
    }
  }

  @Test func `numbers that are too large become the maximum`() {
    let width = String(repeating: "9", count: 100)
    #expect(Srcset.candidates("a \(width)w").map(\.width) == [Int.max])
  }
}
