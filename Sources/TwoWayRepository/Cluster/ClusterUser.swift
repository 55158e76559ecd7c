import Foundation

/// The account that PostgreSQL's processes run as: our own, or an unprivileged one if we are root.
struct ClusterUser: Sendable, Hashable {
    let name: String
    let user: UInt32
    let group: UInt32
    /// The account that this process runs as.
    let ownName: String

    /// Whether programs have to be started through `setpriv`.
    var isOther: Bool { user != geteuid() }

    static func current() throws(ClusterError) -> ClusterUser {
        guard let own = getpwuid(geteuid())?.pointee else {
            throw ClusterError("user id \(geteuid()) has no entry in the user database; PostgreSQL needs one")
        }
        let ownName = String(cString: own.pw_name)
        if own.pw_uid != 0 {
            return ClusterUser(name: ownName, user: own.pw_uid, group: own.pw_gid, ownName: ownName)
        }
        guard let other = getpwnam("postgres")?.pointee else {
            throw ClusterError(
                "PostgreSQL refuses to run as root and there is no user 'postgres': "
                    + "install the package 'postgresql', or start as an ordinary user"
            )
        }
        return ClusterUser(name: "postgres", user: other.pw_uid, group: other.pw_gid, ownName: ownName)
    }

    /// The program and arguments that run a command as this account.
    func command(_ program: String, _ arguments: [String]) -> (program: String, arguments: [String]) {
        guard isOther else { return (program, arguments) }
        let identity = ["--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"]
        return ("/usr/bin/setpriv", identity + [program] + arguments)
    }

    /// Makes a folder that only this account can enter, or checks that an existing one is such.
    ///
    /// An empty folder of our own may change hands; anything else of somebody else's is refused, links included.
    func makePrivateFolder(_ path: String) throws(ClusterError) {
        if mkdir(path, 0o700) == 0 {
            if isOther && chown(path, user, group) != 0 { throw failure("hand over", path) }
            return
        }
        guard errno == EEXIST else { throw failure("make", path) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure("read", path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw ClusterError("\(path) is not a folder") }
        if status.st_uid != user {
            let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true
            guard isOther, status.st_uid == geteuid(), isEmpty, chown(path, user, group) == 0 else {
                throw ClusterError("\(path) belongs to user id \(status.st_uid), not to '\(name)'")
            }
        }
        if status.st_mode & 0o077 != 0 && chmod(path, 0o700) != 0 { throw failure("protect", path) }
    }

    /// Puts a file that only this account can read in place of the one of that name, if any.
    ///
    /// The folder is the account's own: what it may have put there, a link for instance, is replaced and never followed.
    func writePrivateFile(_ path: String, _ text: String) throws(ClusterError) {
        let growing = "\(path).new"
        unlink(growing)
        let descriptor = open(growing, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("make", growing) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard !isOther || fchown(descriptor, user, group) == 0 else { throw failure("hand over", growing) }
        do {
            try file.write(contentsOf: Data(text.utf8))
            try file.synchronize()
        } catch {
            throw ClusterError("cannot write \(growing): \(error)")
        }
        guard rename(growing, path) == 0 else { throw failure("replace", path) }
    }

    /// Checks that this account can reach a folder through all the folders above it.
    func checkReach(_ path: String) throws(ClusterError) {
        guard isOther else { return }
        var folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent()
        while folder.path != "/" {
            var status = stat()
            guard stat(folder.path, &status) == 0 else { throw failure("read", folder.path) }
            let bit: UInt32 = status.st_uid == user ? 0o100 : status.st_gid == group ? 0o010 : 0o001
            guard status.st_mode & bit != 0 else {
                throw ClusterError(
                    "user '\(name)' cannot pass through \(folder.path) to \(path): "
                        + "choose another data folder, for instance below /var/lib, or start as an ordinary user"
                )
            }
            folder.deleteLastPathComponent()
        }
    }

    private func failure(_ action: String, _ path: String) -> ClusterError {
        ClusterError("cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }
}
