/// The one place of a lab that has threads, a wall clock, processes and native calls.
///
/// *Time.* [HostClock] moves virtual time in its three gears, [RealClock] is the wall clock; both
/// sleep in [Outside], which knows whether anything could still come.
///
/// *Files.* [HostFiles] shows the host's files, [HostInput] and [HostOutput] are the real standard
/// streams.
///
/// *Programs.* [HostPrograms] finds a program of the host and runs it behind [Walls]: in network,
/// mount and pid namespaces where nothing of the host's network can be seen or changed. A
/// `HostProgram` is one that runs; a [Feeder] and up to two [Drainer]s connect it to the lab's
/// files. When it starts `ip` or another command of the lab, it gets a small client instead, which
/// asks the [ClientServer]. Where the system allows no namespaces, only [Filters] run.
@NullMarked
package dev.patchbay.host;

import org.jspecify.annotations.NullMarked;
