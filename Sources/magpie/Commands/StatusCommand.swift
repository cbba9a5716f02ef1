import ArgumentParser
import CrawlModel
import Crawling
import Files
import Threads

/// `magpie status DIR`: shows the state of a crawl.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows the state of a crawl, also while it runs.",
    discussion: """
      Prints counts and hosts, how many addresses are waiting, and which hosts are paused and why. \
      While the crawl runs, also its speed, measured over one second.

      EXAMPLES
        magpie status example.com
        magpie status example.com --json | jq .waiting
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = try CrawlFolder(self.folder)
    let status = try folder.status()
    var later: CrawlFolder.Status?
    if status.process != nil {
      _ = StopSign().wait(until: .now + .seconds(1))
      later = try folder.status()
    }
    if json {
      return StandardStream.output.write((later ?? status).json(since: status).span)
    }
    StandardStreams.write(StatusText.text(of: later ?? status, since: later == nil ? nil : status))
  }
}
