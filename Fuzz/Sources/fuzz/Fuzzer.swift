#if LIBFUZZER
  import Foundation

  /// Runs libFuzzer in this process (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
  enum Fuzzer {
    /// The target, for the closure that libFuzzer calls, which cannot capture anything.
    nonisolated(unsafe) private static var target: Target?

    @_silgen_name("LLVMFuzzerRunDriver")
    private static func drive(
      _ count: UnsafeMutablePointer<Int32>,
      _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
      _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32

    /// Reads inputs until one fails, or as long as the arguments of the process say.
    static func run(_ target: Target) -> Never {
      self.target = target
      let limit = strdup("-max_len=\(target.longest)")
      // The name of the target is the first argument, and none of libFuzzer's.
      var arguments = [CommandLine.unsafeArgv[0], limit]
      for index in 2..<max(2, Int(CommandLine.argc)) {
        arguments.append(CommandLine.unsafeArgv[index])
      }
      var count = Int32(arguments.count)
      arguments.append(nil)
      let status = arguments.withUnsafeMutableBufferPointer { list in
        guard var start = list.baseAddress else { return Int32(70) }
        return drive(&count, &start) { bytes, count in
          let input = Array(UnsafeBufferPointer(start: bytes, count: count))
          if let fault = Fuzzer.target?.fault(in: input) { fatalError(fault) }
          return 0
        }
      }
      exit(status)
    }
  }
#endif
