/// The layers of the project, bottom up, and who may know whom.
enum Layer: String, CaseIterable {
  case c, tool, word, stage, engine, program

  /// Every target below `Sources`; a new one must be entered here.
  static let targets: [Layer: Set<String>] = [
    .c: [
      "CPlatform", "CDecoders", "CRE2", "CLibcurl", "CLibxml2", "CLibidn2", "CLibpsl", "CLibcrypto",
      "CSQLite", "CZlib", "CLibdeflate", "CBrotli", "CZstd", "CLibarchive", "CHiredis",
    ],
    .tool: [
      "Bytes", "Codings", "Archives", "Files", "Likeness", "Threads", "Curl", "Markup",
      "DomainNames", "Patterns", "Redis", "Robots", "S3", "Statements",
    ],
    .word: ["Addressing", "CrawlModel"],
    .stage: [
      "Scoping", "Scheduling", "Fetching", "Sniffing", "Extracting", "Storing", "Archiving",
      "Reporting", "Serving",
    ],
    .engine: ["Crawling"],
    .program: ["magpie"],
  ]

  static func of(_ target: String) -> Layer? {
    allCases.first { targets[$0, default: []].contains(target) }
  }

  /// Whether a target of this layer may depend on another.
  func mayKnow(_ other: String) -> Bool {
    switch (self, Layer.of(other)) {
    case (.c, _): false
    case (.tool, .c): true
    case (.tool, .tool): other == "Bytes"
    case (.word, .tool): true
    case (.word, .word): other == "Addressing"
    case (.stage, .tool), (.stage, .word): true
    case (.engine, .tool), (.engine, .word), (.engine, .stage): true
    case (.program, .tool): other == "Files" || other == "Threads"
    case (.program, .word), (.program, .engine): true
    default: false
    }
  }

  /// The packages from outside that the layer may use.
  var products: Set<String> {
    switch self {
    case .tool: ["GRDB", "GRDBSQLite"]
    case .stage: ["DequeModule", "HeapModule", "GRDB", "FlyingSocks"]
    case .program: ["ArgumentParser"]
    default: []
    }
  }
}
