import ArgumentParser
import Crawling

/// `magpie gallery DIR`: rewrites the gallery pages.
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Rewrites the gallery pages of a crawl.",
    discussion: """
      EXAMPLE
        magpie gallery example.com
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  func run() throws {
    let (page, notes) = try CrawlFolder(folder).writeGallery()
    for note in notes { StandardStreams.writeError("magpie: \(note)\n") }
    StandardStreams.write("\(page)\n")
  }
}
