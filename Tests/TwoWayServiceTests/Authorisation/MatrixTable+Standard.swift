extension MatrixTable {
    /// What each caller meets with each object, by hand.
    ///
    /// There is a row for each method, and below it one for each other thing that its parameters can point at; in a row
    /// for such a reference all else is the caller's own.
    ///
    /// Groups, from left to right: the owner (Anna), another candidate (Ben), a coach with live shares (Kim), a coach
    /// whose shares were revoked (Rob), a coach who never had one (Nell). In a group: own, foreign, shared, revoked,
    /// missing. For a library these are one's own or one that is followed, a draft of somebody else, one for clients of
    /// Kim, one for clients of Rob, and none; for a coach to invite they are one who can be invited, one without a
    /// public library, Kim, Rob, and nobody.
    ///
    /// Who may call at all: `all`, also before hello; `hi`, everybody who has said hello; `in`, who is signed in.
    static let standard = """
        #                           owner           other           live shares     ended shares    never shared
        #                           ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        server.ping            all  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        rpc.discover           all  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --

        session.hello          all  ok ok -- -- ok  ok ok -- -- ok  ok ok -- -- ok  ok ok -- -- ok  ok ok -- -- ok
        session.login          hi   wr ic -- -- ic  wr ic -- -- ic  wr ic -- -- ic  wr ic -- -- ic  wr ic -- -- ic
        session.logout         in   wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
        session.list           in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        session.revoke         in   wr nf -- -- nf  wr nf nf -- nf  wr nf nf -- nf  wr nf nf -- nf  wr nf nf -- nf
        session.revokeOthers   in   wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --

        account.activate       hi   wr cc -- -- cc  wr cc -- -- cc  wr cc -- -- cc  wr cc -- -- cc  wr cc -- -- cc
        account.me             in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        account.changePassword in   wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
          :wrong               in   ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --  ic -- -- -- --

        dimension.list         in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --

        library.create         in   fb -- -- -- --  fb -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
        library.list           in   fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        library.discover       in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        library.get            in   ok nf ok nf nf  ok nf nf nf nf  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf
        library.getDraft       in   fb fb fb fb fb  fb fb fb fb fb  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf
        library.saveDraft      in   fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  wr nf nf nf nf
        library.check          in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        library.publish        in   fb fb fb fb fb  fb fb fb fb fb  wr nf is nf nf  wr nf nf is nf  wr nf nf nf nf
        library.listVersions   in   ok nf ok nf nf  ok nf nf nf nf  em nf ok nf nf  em nf nf ok nf  em nf nf nf nf
        library.getVersion     in   ok nf ok nf nf  ok nf nf nf nf  nf nf ok nf nf  nf nf nf ok nf  nf nf nf nf nf

        subscription.create    in   ae nf wr nf nf  ae nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        subscription.list      in   ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        subscription.cancel    in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        jobSearch.create       in   wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        jobSearch.list         in   ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --

        prioritySet.get        in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :draft               in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prioritySet.save       in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority            in   wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prioritySet.activate   in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        organisation.create    in   wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        organisation.list      in   ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        organisation.update    in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        person.create          in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        person.list            in   ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        person.update          in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        opportunity.create     in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :jobSearch           in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :organisation        in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.list       in   ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.get        in   ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        opportunity.update     in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.advance    in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        interview.create       in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.list         in   ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.get          in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.update       in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.advance      in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        plan.get               in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        plan.save              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :item                in   wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority            in   wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :library             in   wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        plan.sheet             in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        capture.record         in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :item                in   wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person              in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :asking              in   kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :answer              in   kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        capture.list           in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        evidence.rate          in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority            in   wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :answer              in   wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        evidence.list          in   ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        evidence.retire        in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        assessment.get         in   ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        assessment.rate        in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority            in   wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        relationship.invite    in   wr nf ae wr nf  wr nf ae ae nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :account             in   nf nf -- -- nf  nf nf nf nf nf  fb fb -- -- fb  fb fb -- -- fb  fb fb -- -- fb
          :suspended           in   nf -- -- -- nf  nf -- -- -- nf  fb -- -- -- fb  fb -- -- -- fb  fb -- -- -- fb
        relationship.accept    in   fb fb fb fb fb  fb fb fb fb fb  wr nf is nf nf  wr nf nf is nf  -- nf nf nf nf
        relationship.list      in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
          :candidate           in   ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach               in   fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
        relationship.end       in   wr nf wr is nf  wr nf nf nf nf  wr nf wr nf nf  wr nf nf is nf  -- nf nf nf nf

        share.create           in   wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :relationship        in   wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity         in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        share.list             in   ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
          :candidate           in   ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach               in   fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
        share.revoke           in   wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        receipt.list           in   em em ok ok em  em em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
