public import ArgumentParser
public import CrawlModel
import Crawling
import Files

/// `magpie similar DIR`: lists stored images that look alike.
struct SimilarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "Lists stored images that look alike.",
    discussion: """
      Prints groups of files, each with the number of bits in which it differs from the first, the \
      largest of its group. Nothing is changed or removed. JPEG, PNG and WebP are compared, by their \
      PDQ hash of 256 bits, or by a difference hash of 64 bits. The images are decoded by a process \
      without files and network. The hashes are kept in the folder for the next time.

      EXAMPLES
        magpie similar example.com
        magpie similar example.com --threshold 20
        magpie similar example.com --json | jq '.groups[] | map(.file)'
      """)

  /// The word with which the program starts itself to decode images.
  static let decoderWord = "decode-images"

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  @Option(help: ArgumentHelp("What is compared.", valueName: "HASH"))
  var hash: SimilarityRule.Hash = .pdq

  @Option(
    help: ArgumentHelp(
      "How many bits may differ, 0 for the strictest: up to \(SimilarityRule.Hash.pdq.largestThreshold) "
        + "for pdq, up to \(SimilarityRule.Hash.dhash.largestThreshold) for dhash. (default: "
        + "\(SimilarityRule.Hash.pdq.usualThreshold) for pdq, "
        + "\(SimilarityRule.Hash.dhash.usualThreshold) for dhash)", valueName: "BITS"))
  var threshold: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let similar = try CrawlFolder(folder).similarImages(
      SimilarityRule(hash, threshold: threshold), decoder: ["/proc/self/exe", Self.decoderWord])
    if json { return StandardStream.output.write(similar.json.span) }
    StandardStreams.write(SimilarText.text(of: similar))
  }
}

extension SimilarityRule.Hash: ExpressibleByArgument {}
