public import ArgumentParser
public import CrawlModel
import Crawling
import Files

/// `magpie export DIR --to FORMAT PATH`: writes the records for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Exports the records of a crawl's images for other programs.",
    usage: "magpie export <DIR> --to <FORMAT> <PATH> [<filters>]",
    discussion: """
      csv (RFC 4180) and jsonl are a table with a row for each image address, which img2dataset, \
      datasets and spreadsheets read; urls lists the addresses of the stored images. Use - to write \
      to standard output. Works while the crawl runs. With a filter, only stored images \
      that it accepts are exported.

      EXAMPLES
        magpie export example.com --to csv images.csv
        magpie export example.com --to urls - | head
        magpie export example.com --to csv --min-width 800 large.csv
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  @Option(help: ArgumentHelp("The format: jsonl, csv or urls.", valueName: "FORMAT"))
  var to: ExportFormat

  @Argument(help: ArgumentHelp("The file, or - for standard output.", valueName: "PATH"))
  var path: String

  @OptionGroup(title: "Images") var images: NarrowingOptions

  func run() throws {
    let folder = try CrawlFolder(self.folder)
    // A second descriptor of a redirected standard output would write over the first.
    guard path != "-", !StandardStream.output.isReached(by: path) else {
      _ = try folder.export(to, where: images.imageFilter) { StandardStream.output.write($0) }
      return
    }
    let count = try folder.export(to, where: images.imageFilter, to: path)
    StandardStreams.write("\(Readable.count(count, "record")) written to \(path).\n")
  }
}

extension ExportFormat: ExpressibleByArgument {}
