import Testing

/// The shape of the source files.
struct FileTests {
  @Test(arguments: SourceFile.folders)
  func `a file has one idea, in 400 lines at most`(folder: String) throws {
    let files = try SourceFile.all(below: folder)
    #expect(!files.isEmpty)
    for file in files {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(file.path) has \(lines) lines")
    }
  }

  @Test func `a module is not named like its main type`() throws {
    for target in Layer.targets.values.joined() {
      let twins = try SourceFile.all(below: "Sources/\(target)")
        .filter { $0.path.hasSuffix("/\(target).swift") }
      #expect(twins.isEmpty, "\(target) holds \(twins.map(\.path))")
    }
  }
}
