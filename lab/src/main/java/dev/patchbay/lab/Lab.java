package dev.patchbay.lab;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.Command;
import dev.patchbay.core.Journey;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.file.Captured;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.TextFile;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.device.segment.SegmentType;
import dev.patchbay.device.segment.Segments;
import dev.patchbay.host.HostClock;
import dev.patchbay.host.HostFiles;
import dev.patchbay.host.HostPrograms;
import dev.patchbay.host.Outside;
import dev.patchbay.host.RealClock;
import dev.patchbay.lab.machine.Home;
import dev.patchbay.lab.machine.LabPrograms;
import dev.patchbay.lab.machine.Machines;
import dev.patchbay.lab.machine.Standard;
import dev.patchbay.lab.machine.View;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.PacketPool;
import dev.patchbay.shell.Session;
import dev.patchbay.tools.tcpdump.FilterNames;
import dev.patchbay.trace.pcap.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One network: machines and the segments between them, a clock and a seed. Scripts run on its
/// first machine. What is done in it runs on the calling thread; a lab is used by one thread at a
/// time.
public final class Lab implements AutoCloseable {
  /// What a lab is made with.
  public static final class Builder {
    private long seed = 1;
    private Time time = Time.VIRTUAL;
    private boolean checkedPool;
    private boolean journeys;
    private Path folder = Path.of("").toAbsolutePath();

    private Builder() {}

    /// What random numbers depend on: the same seed and script give the same bytes. 1 unless said.
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder time(Time value) {
      time = value;
      return this;
    }

    /// Whether misuse of packets is looked for: leaks, double frees, writes to shared bytes.
    public Builder checkedPool(boolean value) {
      checkedPool = value;
      return this;
    }

    /// Whether what programs send is recorded.
    public Builder journeys(boolean value) {
      journeys = value;
      return this;
    }

    /// The folder of the host that scripts start in, and below which they may write.
    public Builder folder(Path value) {
      folder = value.toAbsolutePath();
      return this;
    }

    /// The lab: one machine, whose `lo` is up.
    ///
    /// @throws UncheckedIOException when the folder cannot be read
    public Lab build() {
      try {
        return new Lab(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What the machine is called that scripts run on.
  private static final String FIRST = "lab";

  private final Outside outside = new Outside();
  private final HostPrograms programs;
  private final World world;
  private final Machines machines;
  private final Home home;
  private final @Nullable CheckedPacketPool checkedPool;
  private final Captured output = new Captured();
  private @Nullable Script session;
  private int status;

  private Lab(Builder builder) throws IOException {
    Clock clock = builder.time == Time.REAL ? new RealClock(outside) : new HostClock(outside);
    EventLoop loop = new EventLoop(clock);
    checkedPool = builder.checkedPool ? new CheckedPacketPool() : null;
    PacketPool pool = checkedPool == null ? new PacketPool() : checkedPool;
    world = new World(loop, pool, builder.seed);
    world.journeys().recording(builder.journeys);
    Catalogue<Command> commands = LabPrograms.commands();
    programs = new HostPrograms(loop, outside, builder.folder, () -> LabPrograms.clients(commands));
    machines =
        new Machines(
            world,
            HostFiles.writableBelow(builder.folder),
            HostFiles.of(builder.folder),
            builder.folder.toString(),
            new LabPrograms(commands, programs));
    world.part(Machines.KEY, machines);
    home = boot(FIRST);
  }

  private Home boot(String name) {
    try {
      return machines.add(name, name);
    } catch (NetlinkException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// How a lab is made.
  public static Builder builder() {
    return new Builder();
  }

  private static void raiseLoopback(Netns netns) {
    try {
      netns.links().open(netns.loopback());
    } catch (NetlinkException e) {
      throw new IllegalStateException("lo does not go up", e);
    }
  }

  // ---- what is in it

  /// What its machines share: loop, packets, seed, journeys.
  public World world() {
    return world;
  }

  /// The machine that scripts run on.
  public Machine machine() {
    return home.machine();
  }

  /// The machine of this name.
  ///
  /// @throws IllegalArgumentException when there is none
  public Machine machine(String name) {
    return home(name).machine();
  }

  private Home home(String name) {
    Home known = machines.find(name);
    if (known == null) {
      throw new IllegalArgumentException("no machine is called " + name);
    }
    return known;
  }

  /// Boots a machine (`machine add`).
  ///
  /// @throws IllegalArgumentException when the name is taken
  public Machine addMachine(String name) {
    return boot(name).machine();
  }

  /// The segment of this name.
  ///
  /// @throws IllegalArgumentException when there is none
  public Segment segment(String name) {
    Segment segment = segments().find(name);
    if (segment == null) {
      throw new IllegalArgumentException("no segment is called " + name);
    }
    return segment;
  }

  /// Makes a segment (`segment add`).
  ///
  /// @throws IllegalArgumentException when the name is taken
  public Segment addSegment(String name, SegmentType type) {
    try {
      return segments().add(name, type);
    } catch (NetlinkException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// Plugs a NIC of the machine into a segment (`plug`); it is made if there is none of that name.
  ///
  /// @throws IllegalArgumentException when the NIC or the segment has no room for it
  public NetDevice plug(Machine machine, String nic, Segment segment) {
    try {
      return segments().plug(machine, nic, segment, new LinkRequest());
    } catch (NetlinkException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private Segments segments() {
    return world.part(Segments.KEY);
  }

  /// The namespace of this name, on the machine that scripts run on.
  ///
  /// @throws IllegalArgumentException when there is none
  public Netns netns(String name) {
    Netns netns = machine().netns(name);
    if (netns == null) {
      throw new IllegalArgumentException("no network namespace is called " + name);
    }
    return netns;
  }

  /// What has been recorded, oldest first.
  public List<Journey> journeys() {
    return world.journeys().all();
  }

  /// Where the lab meets what may wake it.
  Outside outside() {
    return outside;
  }

  // ---- what is done in it

  /// Runs shell text and returns what it printed, on standard output and standard error. Variables,
  /// functions and background jobs carry over to the next call.
  public String run(String script) {
    Script now = session();
    status = now.work(() -> now.shell().run(script, 1));
    return output.take();
  }

  /// Runs shell text on another machine, in a shell of its own, and returns what it printed.
  ///
  /// @throws IllegalArgumentException when there is no such machine
  public String on(String machine, String script) {
    Home there = home(machine);
    Process process = there.process(standard(there).descriptors());
    Script one = new Script(process, Session.plain(process), machines);
    status = one.work(() -> process.end(one.shell().live(script)));
    return output.take();
  }

  /// Runs one program of the lab, without a shell, in one of its namespaces.
  ///
  /// @param words its name and arguments
  /// @param input what it reads on standard input
  public Ran execute(Netns netns, List<String> words, String input) {
    Home there = home(netns.machine().name());
    Captured out = new Captured();
    Captured err = new Captured();
    Standard standard =
        new Standard(new TextFile(input.getBytes(StandardCharsets.UTF_8)), out, err);
    Files view = View.mountedFor(netns, there.files());
    Process process = there.process(netns, view, there.folder(), standard.descriptors());
    Script one = new Script(process, Session.plain(process), machines);
    int ended = one.work(() -> process.exec(program(process, words.getFirst()), words));
    return new Ran(ended, out.take(), err.take());
  }

  private static Command program(Process process, String name) {
    Command found = process.machine().processes().programs().find(process, name);
    if (found == null) {
      throw new IllegalArgumentException("the lab has no program " + name);
    }
    return found;
  }

  private Standard standard(Home there) {
    return Standard.joined(View.nothing(there.files()), output);
  }

  /// The exit status of the last [#run] or [#on].
  public int status() {
    return status;
  }

  private Script session() {
    Script known = session;
    if (known == null) {
      Process process = process(standard(home));
      known = new Script(process, Session.plain(process), machines);
      session = known;
    }
    return known;
  }

  /// What names stand for in a filter, at the beginning.
  Names names() {
    return new FilterNames(home.files());
  }

  /// A process in the initial namespace that starts in the lab's folder.
  Process process(Standard standard) {
    return home.process(standard.descriptors());
  }

  /// The machines with what their programs start in.
  Machines machines() {
    return machines;
  }

  /// Runs the text as a conformance case is run, in a child namespace unless it says `#! host`, in
  /// an empty folder, and appends the transcript.
  public void transcript(String text, Appendable out) throws IOException {
    Netns netns = machine().initialNetns();
    Files view = home.files();
    if (!TranscriptRun.isForHost(text)) {
      netns = machine().newNetns();
      raiseLoopback(netns);
      view = View.mountedFor(netns, view);
    }
    Captured captured = new Captured();
    Standard standard = Standard.joined(View.nothing(view), captured);
    Process process = home.process(netns, view, View.CASE_FOLDER, standard.descriptors());
    try (Script script = new Script(process, Session.plain(process), machines)) {
      new TranscriptRun(script, captured, text).run(text, out);
    }
  }

  /// Ends everything.
  ///
  /// @throws IllegalStateException when the checked pool finds that packets were lost, or the
  ///   ledger does not balance
  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    machines.shutDown();
    try {
      programs.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!world.ledger().balances()) {
      throw new IllegalStateException("the ledger does not balance: " + world.ledger());
    }
    if (checkedPool != null && checkedPool.outstanding() != 0) {
      Throwable where = checkedPool.outstandingAllocations().getFirst();
      throw new IllegalStateException(checkedPool.outstanding() + " packets were lost", where);
    }
  }
}
