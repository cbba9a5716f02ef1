import ArgumentParser
import CrawlModel
import Crawling

/// `magpie verify DIR`: whether every stored file is as its record says.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Digests every stored file again and compares it with its record.",
    discussion: """
      Prints a line for each difference: missing, changed, or unknown (a file without a record), \
      manifest (not as it was written), books (they do not add up). The exit code is 1 when there is \
      one.

      EXAMPLE
        magpie verify example.com
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  func run() throws {
    let result = try CrawlFolder(folder).verify { difference in
      StandardStreams.write("\(difference.kind.rawValue)  \(difference.file)\n")
    }
    let files = "\(Readable.count(result.files, "file")) (\(Readable.bytes(result.bytes)))"
    guard result.differences > 0 else {
      StandardStreams.write("\(files) are as their records say.\n")
      return
    }
    StandardStreams.writeError(
      "magpie: \(Readable.count(result.differences, "difference")) among \(files). Run the crawl "
        + "again to have what is missing fetched.\n")
    throw ExitCode(ExitCodes.failures)
  }
}
