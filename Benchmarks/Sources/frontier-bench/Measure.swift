import Foundation
import Threads

/// What the kernel says of this process, in bytes: `VmHWM` is the most it ever took, `VmRSS` what it
/// takes now.
func memory(_ field: String) -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  for line in status.split(separator: "\n") where line.hasPrefix(field + ":") {
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
      ?? 0
  }
  return 0
}

/// Runs something and answers the seconds it took.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = MonotonicTime.now
  try body()
  return (MonotonicTime.now - start).inSeconds
}
