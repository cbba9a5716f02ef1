import CrawlModel
import Sniffing

// The testing macros cannot take a span apart, so the tests hand over arrays.

func sniff(_ bytes: [UInt8]) -> ImageFacts? { ImageSniffer.sniff(bytes.span) }

/// What the first `count` bytes say; all of them where no number is given.
func examine(_ bytes: [UInt8], first count: Int? = nil, isComplete: Bool = true) -> SniffResult {
  ImageSniffer.examine(bytes.span.extracting(0..<(count ?? bytes.count)), isComplete: isComplete)
}
