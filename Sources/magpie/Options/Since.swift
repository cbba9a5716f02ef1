import ArgumentParser
import CrawlModel

/// What `magpie changes` compares with: a run, or a time.
enum Since: ExpressibleByArgument {
  case run(Int)
  case time(Timestamp)

  init?(argument: String) {
    if let run = Int(argument) {
      self = .run(run)
    } else if let time = Timestamp(date: argument) {
      self = .time(time)
    } else {
      return nil
    }
  }
}
