extension MatrixTable {
    /// Connections, sessions and accounts.
    static let accounts = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        server.ping                all ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        rpc.discover               all ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --

        session.hello              all ok ok -- -- ok  ok ok -- -- ok  ok ok -- -- ok  ok ok -- -- ok  ok ok -- -- ok
        session.login              hi  wr ic -- -- ic  wr ic -- -- ic  wr ic -- -- ic  wr ic -- -- ic  wr ic -- -- ic
        session.logout             in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
        session.list               in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        session.revoke             in  wr nf -- -- nf  wr nf nf -- nf  wr nf nf -- nf  wr nf nf -- nf  wr nf nf -- nf
        session.revokeOthers       in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --

        account.activate           hi  wr cc -- -- cc  wr cc -- -- cc  wr cc -- -- cc  wr cc -- -- cc  wr cc -- -- cc
        account.me                 in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        account.changePassword     in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
          :wrong                   in  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --
        account.resetPassword      hi  cc cc -- -- cc  cc cc -- -- cc  cc cc -- -- cc  cc cc -- -- cc  cc cc -- -- cc

        secondFactor.get           in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        secondFactor.start         in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
          :wrong                   in  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --
        secondFactor.confirm       in  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --
        secondFactor.renewCodes    in  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --
          :wrong                   in  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --
        secondFactor.remove        in  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --
          :wrong                   in  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --

        account.export             in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
        account.import             in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
          :broken                  in  iv -- -- -- --  iv -- -- -- --  iv -- -- -- --  iv -- -- -- --  iv -- -- -- --
        account.erase              in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
          :wrong                   in  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --
        account.cancelErasure      in  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --  is -- -- -- --
        """
}
