import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie verify DIR`: compares every stored file with its record.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Rehashes every stored file and compares it with its record.",
    discussion: """
      Prints one line for each difference: missing, changed, unknown (a file without a record), \
      manifest (changed since it was written), books (the counts do not add up). The exit code is \
      1 if there is a difference.

      EXAMPLE
        magpie verify example.com
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    if json { return try printJSON() }
    let result = try CrawlFolder(folder).verify { difference in
      StandardStreams.write("\(difference.kind.rawValue)  \(difference.file)\n")
    }
    if result.unrecorded > 0 {
      StandardStreams.writeError(
        "magpie: \(Readable.count(result.unrecorded, "file")) without a record yet: a crawl is writing "
          + "into \(folder). Run this again when it has ended.\n")
    }
    let files = "\(Readable.count(result.files, "file")) (\(Readable.bytes(result.bytes)))"
    guard result.differences > 0 else {
      StandardStreams.write("\(files) match their records.\n")
      return
    }
    StandardStreams.writeError(
      "magpie: \(Readable.count(result.differences, "difference")) in \(files). Run the crawl "
        + "again to fetch what is missing.\n")
    throw ExitCode(ExitCodes.failures)
  }

  private func printJSON() throws {
    var differences: [CrawlFolder.Difference] = []
    let result = try CrawlFolder(folder).verify { differences.append($0) }
    StandardStream.output.write(result.json(differences).span)
    if result.differences > 0 { throw ExitCode(ExitCodes.failures) }
  }
}
