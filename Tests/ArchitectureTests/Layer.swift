/// The layers of the package, bottom up; a target says by the form of its name where it stands.
enum Layer: CaseIterable {
  /// `CLibcurl`: a C library and its shim.
  case c
  /// A noun: knows nothing of crawling.
  case tool
  /// The values that stages exchange.
  case words
  /// A name in -ing: one step of a crawl.
  case stage
  /// Joins the stages.
  case engine
  /// The command line.
  case program

  /// The layer of a target below `Sources`; the lists are short, and a new tool or word is added
  /// to its list on purpose.
  init?(of target: String) {
    switch target {
    case "Bytes", "Files", "Threads", "Curl", "Markup", "DomainNames", "Patterns", "Redis",
      "Robots":
      self = .tool
    case "Addressing", "CrawlModel": self = .words
    case "Crawling": self = .engine
    case "magpie": self = .program
    case let name where name.hasPrefix("C") && name.dropFirst().first?.isUppercase == true:
      self = .c
    case let name where name.hasSuffix("ing"): self = .stage
    default: return nil
    }
  }

  /// The layers that a target of this layer may depend on.
  var mayUse: Set<Layer> {
    switch self {
    case .c: []
    case .tool: [.c, .tool]
    case .words: [.tool, .words]
    case .stage: [.tool, .words]
    case .engine: [.tool, .words, .stage]
    case .program: [.words, .engine]
    }
  }

  /// The products of other packages that a target of this layer may depend on; `nil` for all.
  var mayUseProducts: Set<String>? {
    switch self {
    case .c, .words: []
    case .program: ["ArgumentParser"]
    case .tool, .stage, .engine: nil
    }
  }
}
