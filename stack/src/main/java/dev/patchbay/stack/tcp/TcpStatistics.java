package dev.patchbay.stack.tcp;

/// How a connection is doing (`tcp_info`). Times in microseconds unless said otherwise, sizes in
/// bytes, windows in segments.
///
/// @param state where it is
/// @param congestionState what is thought of the path: 0 all is well, 1 something came out of
///   order, 2 congestion was marked, 3 something is lost, 4 all is taken for lost
/// @param retransmits timeouts since something was acknowledged
/// @param probes questions for the window, or whether it is there, without an answer
/// @param backoff how often the timeout has been doubled
/// @param timestamps whether segments carry timestamps
/// @param sack whether acknowledgements are selective
/// @param ecn whether congestion may be marked
/// @param sendScale bits the other end's window is shifted by
/// @param receiveScale bits ours is
/// @param scaling whether windows are scaled
/// @param timeout how long an acknowledgement is waited for
/// @param ackTimeout how long ours may be delayed
/// @param sendMss bytes of data in a segment
/// @param receiveMss bytes of data in those that come
/// @param pathMtu bytes of a packet on its path
/// @param advertisedMss what the other end has been told
/// @param unacknowledged segments on their way
/// @param sacked of them, those that came out of order
/// @param lost of them, those taken for lost
/// @param retransmitted of them, those sent again
/// @param totalRetransmits segments ever sent again
/// @param roundTrip smoothed round-trip time
/// @param variation how much that varies
/// @param minimumRoundTrip the least lately, or -1
/// @param receiveRoundTrip round-trip time as the receiver sees it
/// @param receiveSpace what the program reads in that
/// @param window the congestion window
/// @param threshold that of slow start
/// @param receiveThreshold what may be granted at present
/// @param reordering segments that may overtake each other
/// @param congestion the name of the congestion control
/// @param lastSent milliseconds since data was sent
/// @param lastReceived milliseconds since data came
/// @param lastAcknowledged milliseconds since an acknowledgement came
/// @param bytesSent of data, those sent again included
/// @param bytesRetransmitted of data
/// @param bytesAcknowledged of data
/// @param bytesReceived of data
/// @param segmentsOut all that were sent
/// @param segmentsIn all that came
/// @param dataSegmentsOut those of them with data
/// @param dataSegmentsIn those of them with data
/// @param delivered segments that are known to have arrived
/// @param notSent bytes that wait to be sent
/// @param sendWindow what the other end grants
/// @param receiveWindow what it has been granted
/// @param reorderings how often segments were seen to have overtaken each other
/// @param duplicates segments that came twice, as the other end tells
/// @param deliveredMarked segments that have arrived on a path that marked congestion
/// @param pacingRate bytes a second it sends at most, -1 for no limit
/// @param deliveryRate bytes a second that arrived
/// @param deliveryLimited whether the program wrote less than could be sent meanwhile
/// @param busy nanoseconds it had something to send
/// @param windowLimited of them, those it waited for the other end's window
/// @param bufferLimited of them, those it waited for the program
/// @param synData whether data went with a SYN and was acknowledged
/// @param conversation whether both ends speak in turn, so that acknowledgements wait
/// @param quick acknowledgements that are to be sent at once
public record TcpStatistics(
    TcpState state,
    int congestionState,
    int retransmits,
    int probes,
    int backoff,
    boolean timestamps,
    boolean sack,
    boolean ecn,
    int sendScale,
    int receiveScale,
    boolean scaling,
    long timeout,
    long ackTimeout,
    int sendMss,
    int receiveMss,
    int pathMtu,
    int advertisedMss,
    int unacknowledged,
    int sacked,
    int lost,
    int retransmitted,
    int totalRetransmits,
    int roundTrip,
    int variation,
    int minimumRoundTrip,
    int receiveRoundTrip,
    int receiveSpace,
    int window,
    int threshold,
    int receiveThreshold,
    int reordering,
    String congestion,
    long lastSent,
    long lastReceived,
    long lastAcknowledged,
    long bytesSent,
    long bytesRetransmitted,
    long bytesAcknowledged,
    long bytesReceived,
    int segmentsOut,
    int segmentsIn,
    int dataSegmentsOut,
    int dataSegmentsIn,
    int delivered,
    int notSent,
    int sendWindow,
    int receiveWindow,
    int reorderings,
    int duplicates,
    int deliveredMarked,
    long pacingRate,
    long deliveryRate,
    boolean deliveryLimited,
    long busy,
    long windowLimited,
    long bufferLimited,
    boolean synData,
    boolean conversation,
    int quick) {

  static TcpStatistics of(Connection c) {
    Traffic traffic = c.traffic;
    Scoreboard board = c.scoreboard;
    RoundTrip trip = c.roundTrip;
    PeerOptions peer = c.peer;
    long now = c.now();
    return new TcpStatistics(
        c.state(),
        c.recovery.state().ordinal(),
        c.timers.timeouts(),
        c.timers.probes(),
        trip.backoff(),
        peer.timestamps,
        peer.sack,
        peer.ecn,
        peer.sendScale,
        peer.receiveScale,
        peer.scaling,
        trip.timeout() / 1000,
        c.acks.delayNanos() / 1000,
        c.size.mss,
        c.acks.largestSegment(),
        c.size.pathMtu,
        c.size.advertised,
        board.out(),
        board.sacked(),
        board.lost(),
        board.retransmitted(),
        board.totalRetransmits(),
        trip.smoothed(),
        trip.variation(),
        trip.minimum(),
        c.window.roundTrip(),
        c.window.space(),
        c.congestion.window(),
        c.congestion.threshold(),
        c.window.threshold(),
        board.reordering(),
        c.congestion.control().name(),
        millis(now - c.lastSendTime()),
        millis(now - c.acks.lastDataTime()),
        millis(now - c.lastReceiveTime()),
        traffic.bytesSent,
        traffic.bytesRetransmitted,
        traffic.bytesAcknowledged,
        traffic.bytesReceived,
        traffic.segmentsOut,
        traffic.segmentsIn,
        traffic.dataSegmentsOut,
        traffic.dataSegmentsIn,
        board.delivered(),
        c.writeSeq - c.sndNxt,
        c.sndWnd,
        c.window.granted(),
        board.reorderings(),
        c.undo.duplicatesSeen(),
        board.deliveredMarked(),
        c.pacing.rate(),
        c.rate.bytes(),
        c.rate.isLimited(),
        c.busy.total(),
        c.busy.of(BusyTime.Wait.WINDOW),
        c.busy.of(BusyTime.Wait.BUFFER),
        c.opening.synDataAcknowledged(),
        c.acks.isConversation(),
        c.acks.quickLeft());
  }

  private static long millis(long nanos) {
    return nanos / RoundTrip.MILLISECOND;
  }
}
