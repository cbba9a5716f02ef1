import ArgumentParser
import Crawling
import Threads

/// `magpie status DIR`: shows the state of a crawl.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows the state of a crawl, also while it runs.",
    discussion: """
      Prints counts and hosts, how many addresses are waiting, and which hosts are paused and why. \
      While the crawl runs, also its speed, measured over one second.

      EXAMPLE
        magpie status example.com
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  func run() throws {
    let folder = try CrawlFolder(self.folder)
    let status = try folder.status()
    var later: CrawlFolder.Status?
    if status.process != nil {
      _ = StopSign().wait(until: .now + .seconds(1))
      later = try folder.status()
    }
    StandardStreams.write(StatusText.text(of: later ?? status, since: later == nil ? nil : status))
  }
}
