public import ArgumentParser
public import CrawlModel
import Crawling
import Files

/// `magpie export DIR --to FORMAT PATH`: writes the records for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Exports the records of a crawl's images for other programs.",
    discussion: """
      csv (RFC 4180) and jsonl are a table with a row for each image address, which img2dataset, \
      datasets and spreadsheets read; urls lists the addresses of the stored images. Use - to write \
      to standard output. Works while the crawl runs.

      EXAMPLES
        magpie export example.com --to csv images.csv
        magpie export example.com --to urls - | head
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  @Option(help: ArgumentHelp("The format: jsonl, csv or urls.", valueName: "FORMAT"))
  var to: ExportFormat

  @Argument(help: ArgumentHelp("The file, or - for standard output.", valueName: "PATH"))
  var path: String

  func run() throws {
    let folder = try CrawlFolder(self.folder)
    guard path != "-" else {
      _ = try folder.export(to) { StandardStream.output.write($0) }
      return
    }
    let count = try folder.export(to, to: path)
    StandardStreams.write("\(Readable.count(count, "record")) written to \(path).\n")
  }
}

extension ExportFormat: ExpressibleByArgument {}
