import ArgumentParser
import Crawling

/// `magpie gallery DIR`: the gallery page once more.
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Writes the gallery page of a crawl again.",
    discussion: """
      EXAMPLE
        magpie gallery example.com
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  func run() throws {
    StandardStreams.write("\(try CrawlFolder(folder).writeGallery())\n")
  }
}
