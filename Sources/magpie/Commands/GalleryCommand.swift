import ArgumentParser
import Crawling

/// `magpie gallery DIR`: rewrites the gallery pages.
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Rewrites the gallery pages of a crawl.",
    usage: "magpie gallery <DIR> [<filters>]",
    discussion: """
      With a filter, only the images that it accepts are shown, until the gallery is written again. \
      Works also while the crawl runs.

      EXAMPLES
        magpie gallery example.com
        magpie gallery example.com --formats jpeg,png --min-width 800
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @OptionGroup(title: "Images") var images: NarrowingOptions

  func run() throws {
    let (page, notes) = try CrawlFolder(folder).writeGallery(of: images.imageFilter)
    for note in notes { StandardStreams.writeError("magpie: \(note)\n") }
    StandardStreams.write("\(page)\n")
  }
}
