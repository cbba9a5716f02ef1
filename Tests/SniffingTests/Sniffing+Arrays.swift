import CrawlModel
import Sniffing

// The testing macros cannot decompose a span, so the tests pass arrays.

func sniff(_ bytes: [UInt8]) -> ImageFacts? { ImageSniffer.sniff(bytes.span) }

/// Examines the first `count` bytes; all bytes without a count.
func examine(_ bytes: [UInt8], first count: Int? = nil, isComplete: Bool = true) -> SniffResult {
  ImageSniffer.examine(bytes.span.extracting(0..<(count ?? bytes.count)), isComplete: isComplete)
}
