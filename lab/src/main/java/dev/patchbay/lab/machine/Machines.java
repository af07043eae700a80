package dev.patchbay.lab.machine;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.Programs;
import dev.patchbay.core.World;
import dev.patchbay.core.WorldPart;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.segment.Segments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The machines of a lab with what their programs start in, by name.
public final class Machines implements WorldPart {
  /// Where a lab keeps them.
  public static final Key<Machines> KEY =
      new Key<>(world -> {
        throw new IllegalStateException("a world without a lab");
      });

  private static final int MOST = 4096;

  private final World world;
  private final FileTree host;
  private final FileTree below;
  private final String folder;
  private final Programs programs;
  private final Map<String, Home> homes = new LinkedHashMap<>();

  /// Machines that see the host's files: `host`, and at `folder`, where programs start, `below`.
  public Machines(World world, FileTree host, FileTree below, String folder, Programs programs) {
    this.world = world;
    this.host = host;
    this.below = below;
    this.folder = folder;
    this.programs = programs;
  }

  /// The machines, oldest first.
  public List<Home> all() {
    return List.copyOf(homes.values());
  }

  /// The machine of this name, or null.
  public @Nullable Home find(String name) {
    return homes.get(name);
  }

  /// Boots a machine and raises its `lo`.
  ///
  /// @throws NetlinkException `EEXIST` when the name is taken, `ENOSPC` when there are too many
  public Home add(String name, String hostname) throws NetlinkException {
    if (homes.containsKey(name)) {
      throw new NetlinkException(Errno.EEXIST, "Machine \"" + name + "\" exists already.");
    }
    if (homes.size() == MOST) {
      throw new NetlinkException(Errno.ENOSPC, "A lab has no more than " + MOST + " machines.");
    }
    Machine machine = new Machine(world, name);
    machine.hostname(hostname);
    Home home = new Home(machine, View.of(machine, host, folder, below), folder);
    machine.processes().programs(programs);
    machine.initialNetns().links().open(machine.initialNetns().loopback());
    homes.put(name, home);
    return home;
  }

  /// Ends the machine's processes, takes out its NICs, and switches it off.
  ///
  /// @throws NetlinkException `EBUSY` when what is being done now is done on it
  public void remove(Home home) throws NetlinkException {
    Machine machine = home.machine();
    for (Process process : machine.processes().all()) {
      if (world.loop().current().equals(process.task())) {
        throw new NetlinkException(
            Errno.EBUSY, "Machine \"" + machine.name() + "\" is where this is run.");
      }
    }
    machine.processes().killAll(null);
    switchOff(home);
  }

  /// Kills every process but `keep`, on every machine, and lets them end.
  public void killAll(Process keep) {
    all().forEach(home -> home.machine().processes().killAll(keep));
  }

  private void switchOff(Home home) {
    homes.remove(home.machine().name());
    world.part(Segments.KEY).remove(home.machine());
    home.machine().shutDown();
  }

  /// The processes of all machines, by machine and pid.
  public List<Process> processes() {
    List<Process> all = new ArrayList<>();
    homes.values().forEach(home -> all.addAll(home.machine().processes().all()));
    return all;
  }

  /// Switches all machines off; their processes have ended.
  public void shutDown() {
    all().forEach(this::switchOff);
  }
}
