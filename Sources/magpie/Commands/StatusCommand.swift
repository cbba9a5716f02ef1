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
      While the crawl runs, also its speed, measured over one second. With --frontier, the machines \
      of a shared crawl: how many origins each has, its speed, and when it last gave a sign of life.

      EXAMPLES
        magpie status example.com
        magpie status example.com --json | jq .waiting
        magpie status --frontier 'redis://db.example:6379/0?name=birds'
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp("Where the crawl is shared, instead of a folder.", valueName: "URL"))
  var frontier: String?

  @Option(
    help: ArgumentHelp("Additional certificates to trust.", valueName: "FILE"), completion: .file())
  var cacert: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    switch (folder, frontier) {
    case (let path?, nil): try show(path)
    case (nil, let address?): try show(FrontierAddress(address))
    case (nil, nil): throw ValidationError("Missing expected argument '<DIR>', or --frontier.")
    case (_?, _?): throw ValidationError("Give the folder or --frontier, not both.")
    }
  }

  private func show(_ address: FrontierAddress) throws {
    let earlier = try address.status(certificates: cacert)
    _ = StopSign().wait(until: .now + .seconds(2))
    let status = try address.status(certificates: cacert)
    if json { return StandardStream.output.write(status.json(since: earlier).span) }
    StandardStreams.write(FrontierText.text(of: status, since: earlier))
  }

  private func show(_ path: String) throws {
    let folder = try CrawlFolder(path)
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
