package dev.patchbay.tools.iperf3;

import dev.patchbay.core.file.FileException;
import java.util.List;

/// What a test tells, as text or as JSON.
interface Report {
  /// A part of one flow's time: seconds from the beginning of the test.
  record Slice(Flow flow, double start, double end, Flow.Counts counts, boolean omitted) {
    double seconds() {
      return end - start;
    }
  }

  /// What both ends have counted of a flow in the whole test; of the other end nothing is known at
  /// the server.
  ///
  /// @param sentTime seconds until the sender ended, as it counts them; likewise of the receiver
  record Result(
      Flow flow,
      Flow.Counts sent,
      double sentTime,
      Flow.Counts received,
      double receivedTime,
      double jitter) {}

  /// The test begins.
  void begin(List<Flow> flows) throws FileException;

  /// Some time has passed.
  void interval(List<Slice> slices) throws FileException;

  /// The test is over.
  ///
  /// @param sender what controls its congestion, empty where that is not known; likewise of the
  ///   receiver
  void end(List<Result> results, String sender, String receiver) throws FileException;
}
