import ArgumentParser

/// `magpie inspect …`: shows what Magpie makes of one document, image or address.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what Magpie makes of a document, an image or an address, as JSON lines.",
    discussion: """
      EXAMPLE
        magpie inspect links page.html --url https://example.com/
      """,
    subcommands: [InspectLinks.self, InspectImage.self, InspectURL.self])
}
