import CrawlModel
import Testing

/// The words of the manifest, which other programs rely on.
struct FixedWordTests {
  @Test func `every reason has a word of its own and a sentence`() {
    let words = SkipReason.allCases.map(\.rawValue) + FailureReason.allCases.map(\.rawValue)
    #expect(Set(words).count == words.count)
    let isWord: (String) -> Bool = { word in
      !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
    for word in words { #expect(isWord(word), "\(word)") }
    let sentences = SkipReason.allCases.map(\.sentence) + FailureReason.allCases.map(\.sentence)
    for sentence in sentences { #expect(sentence.hasSuffix(".")) }
    #expect(Set(sentences).count == sentences.count)
  }

  @Test func `the words of states and formats do not change`() {
    #expect(
      ImageStatus.allCases.map(\.rawValue) == [
        "stored", "duplicate", "unchanged", "gone", "skipped", "failed", "pending",
      ])
    #expect(
      PageStatus.allCases.map(\.rawValue)
        == ["fetched", "unchanged", "gone", "skipped", "failed", "pending"])
    #expect(
      ImageFormat.allCases.map(\.rawValue) == [
        "jpeg", "png", "gif", "webp", "avif", "heic", "jxl", "svg", "ico", "bmp", "tiff",
      ])
    #expect(PageReach.allCases.map(\.rawValue) == ["host", "domain", "prefix", "any"])
    #expect(FileLayout.allCases.map(\.rawValue) == ["site", "hash", "flat"])
  }
}
