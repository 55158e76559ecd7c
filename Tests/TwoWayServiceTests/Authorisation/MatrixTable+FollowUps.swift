extension MatrixTable {
    /// What is promised, owed and told around the questions.
    static let followUps = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        promise.create             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :interview               in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        promise.update             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        promise.list               in  ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        promise.delete             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        followUp.create            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :interview               in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        followUp.update            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        followUp.list              in  ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        story.create               in  wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        story.update               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        story.list                 in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        story.delete               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        dashboard.get              in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        """
}
