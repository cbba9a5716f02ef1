public import ArgumentParser
public import CrawlModel
import Crawling
import Files

/// `magpie export DIR --to FORMAT PATH`: writes images and their records for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Exports the images of a crawl, or their records, for other programs.",
    usage: "magpie export <DIR> --to <FORMAT> <PATH> [<options>]",
    discussion: """
      csv (RFC 4180) and jsonl are a table with a row for each image address, which img2dataset, \
      datasets and spreadsheets read; urls lists the addresses of the stored images.

      zip is an archive of the images in the order of the pages; a name that ends in .cbz makes it a \
      comic book. webdataset (tar shards) and imagefolder (train/ with metadata.jsonl) are folders \
      for training; they leave out what the loaders cannot read, and say how many. Images with the \
      same bytes are exported once.

      wacz is what a crawl with --warc has archived, with an index and a list of the pages, for \
      replay programs.

      Use - to write to standard output. Works while the crawl runs. With a filter, only \
      stored images that it accepts are exported.

      EXAMPLES
        magpie export example.com --to csv images.csv
        magpie export example.com --to urls - | head
        magpie export example.com --to zip --min-width 800 book.cbz
        magpie export example.com --to webdataset --has-caption shards
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("The format.", valueName: "FORMAT"))
  var to: ExportFormat

  @Argument(
    help: ArgumentHelp("The file or folder, or - for standard output.", valueName: "PATH"),
    completion: .file())
  var path: String

  @OptionGroup(title: "Images") var images: NarrowingOptions

  @OptionGroup(title: "Shards of webdataset") var shards: ShardOptions

  private var isBinary: Bool { to == .zip || to == .wacz }

  func run() throws {
    let rules = try shards.rules(for: to)
    guard to != .wacz || images.imageFilter.isEmpty else {
      throw ValidationError("A filter chooses among images; an archive is exported as a whole.")
    }
    let folder = try CrawlFolder(self.folder)
    let counts: ExportCounts
    // A second descriptor of a redirected standard output would write over the first.
    if path == "-" || !to.isFolder && StandardStream.output.isReached(by: path) {
      guard !isBinary || !StandardStream.output.isTerminal else {
        throw ValidationError("An archive is not written to a terminal; give the path of a file.")
      }
      counts = try folder.export(to, where: images.imageFilter) {
        try StandardStream.output.deliver($0, isText: !isBinary)
      }
    } else {
      counts = try folder.export(to, where: images.imageFilter, shards: rules, to: path)
      StandardStreams.write(ExportText.written(counts, as: to, path) + "\n")
    }
    for line in ExportText.leftOut(counts) { StandardStreams.writeError("magpie: \(line)\n") }
    if counts.leftOut[.changed] != nil { throw ExitCode(ExitCodes.failures) }
  }
}

extension ExportFormat: ExpressibleByArgument {}
