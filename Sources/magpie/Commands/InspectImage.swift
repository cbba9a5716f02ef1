import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie inspect image`: what the bytes of images say.
struct InspectImage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Tells the format and size of image files by their content.",
    discussion: """
      Prints {"file","format","width","height","bytes"} or {"file","error"} a line; the exit code \
      is 1 when there is an error among them.

      EXAMPLE
        magpie inspect image photos/*.jpg
      """)

  @Argument(help: ArgumentHelp("The files.", valueName: "FILE"))
  var files: [String]

  func run() throws {
    var isGood = true
    for file in files {
      let image = Inspection.image(file)
      StandardStream.output.write(image.jsonLine.span)
      isGood = isGood && image.problem == nil
    }
    if !isGood { throw ExitCode(ExitCodes.failures) }
  }
}
