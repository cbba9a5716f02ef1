import ArgumentParser
import Crawling
import Files
import Threads

/// `magpie serve DIR`: shows a crawl in a browser.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Shows a crawl in a browser, also while it runs.",
    discussion: """
      Serves a page with the images as they are stored, the progress, the hosts, what failed and why, \
      and a search by address. It only reads, and only this machine can open it, unless --bind names \
      another address; then the address of the page has a secret. /metrics is for Prometheus. Ctrl-C \
      ends it with exit code 0.

      EXAMPLES
        magpie serve example.com
        magpie serve example.com --port 9000
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The port; 0 for any that is free (default: \(LivePage.usualPort), or any that is free).",
      valueName: "N"))
  var port: UInt16?

  @Option(
    help: ArgumentHelp(
      "The IP address to listen at; 0.0.0.0 or :: for all of this machine.", valueName: "ADDRESS"))
  var bind = "127.0.0.1"

  func run() throws {
    let stop = StopSign()
    do throws(ThreadError) {
      // The watching thread runs until the process ends, so it is not joined.
      _ = try TerminationSignals.watch(caught: { _, _ in stop.show(until: .now) })
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
    let page = try LivePage(of: folder, port: port, bind: bind)
    StandardStreams.write("\(page.address)\n")
    while !stop.wait(until: .now + .seconds(3600)) {}
    page.stop()
  }
}
