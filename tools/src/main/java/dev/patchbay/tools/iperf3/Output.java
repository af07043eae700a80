package dev.patchbay.tools.iperf3;

import dev.patchbay.core.file.FileException;
import java.util.List;
import java.util.Map;

/// Where one side says what it does, as text or as JSON.
interface Output extends Report {
  /// It begins.
  void title() throws FileException;

  /// The client has reached the server: the largest segment, and the size of datagrams that it
  /// chooses for that, or 0.
  void reached(int segment, int datagram) throws FileException;

  /// The server waits for the client of a test.
  void listening(int number) throws FileException;

  /// Both ends agree on a test.
  void met(Meeting meeting) throws FileException;

  /// The connections of the test are there.
  void connected(List<Flow> flows) throws FileException;

  /// What the client asked to hear of the server's output, as it says it itself.
  Map.Entry<String, Object> heard();

  /// The test is over; the client has the server's results.
  void finished(Map<String, Object> theirs) throws FileException;

  /// It ends with an error.
  ///
  /// @param message with the word in front that tells what sort it is
  void failed(String message) throws FileException;
}
