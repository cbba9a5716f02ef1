import ArgumentParser

/// Which failures of a complete crawl change the exit code.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  /// None, not even if no address of the command line could be fetched.
  case none
  /// Those of the addresses of the command line or the list.
  case seed
  /// All.
  case any
}
