import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie merge OUT DIR…`: unites the folders of a shared crawl.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Unites the folders of a shared crawl in one.",
    discussion: """
      Writes OUT from the folders of all nodes of a crawl with --frontier. The images take no space \
      where the file system can give a file a second name; otherwise they are copied. The folders of \
      the nodes are not changed, and the crawl may go on. OUT appears as a whole, and an earlier merge \
      there is replaced.

      The exit code is 1 if something is missing: the folder of a node, or files that are lost or \
      damaged. What is missing waits in OUT, and 'magpie resume OUT' fetches it.

      EXAMPLES
        magpie merge birds node1 node2 node3
        magpie merge birds node1 node2 --json | jq .missing_nodes
      """)

  @Argument(help: ArgumentHelp("The new folder.", valueName: "OUT"), completion: .directory)
  var target: String

  @Argument(
    help: ArgumentHelp("The output folders of the nodes.", valueName: "DIR"),
    completion: .directory)
  var folders: [String]

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let merged = try CrawlFolder.merge(folders, into: target)
    if json {
      StandardStream.output.write(merged.json.span)
    } else {
      StandardStreams.write(MergeText.text(of: merged, target))
      for note in MergeText.notes(of: merged, target) {
        StandardStreams.writeError("magpie: \(note)\n")
      }
    }
    if merged.isLacking { throw ExitCode(ExitCodes.failures) }
  }
}
