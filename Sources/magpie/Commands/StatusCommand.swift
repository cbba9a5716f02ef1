import ArgumentParser
import Crawling
import Threads

/// `magpie status DIR`: where a crawl stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells where a crawl stands, also while it runs.",
    discussion: """
      Counts, hosts, what waits and what is held back and why; while the crawl runs, also how fast \
      it is, measured over one second.

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
